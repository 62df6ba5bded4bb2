using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using SessionService.Audio.Opus;
using SessionService.Grains.Contracts;
using SessionService.Grains.Feeds;
using SessionService.Grains.Mapping;
using SessionService.Grains.Messages;
using SessionService.Grains.Tenancy;
using SessionService.Music.Performance;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Ports;

namespace SessionService.Grains.Hosting;

/// <summary>The sessions of a cluster, as a front end sees them. It keeps nothing but its listeners' subscriptions.</summary>
public sealed class ClusterSessionHost : ISessionHost, IAsyncDisposable
{
    private readonly IGrainFactory grains;
    private readonly SessionClusterOptions options;
    private readonly TimeProvider time;
    private readonly SessionQuota quota;
    private readonly FeedTable feeds;
    private readonly Attempts attempts;

    /// <summary>Stands before a cluster.</summary>
    /// <param name="grains">The cluster.</param>
    /// <param name="source">How segments come.</param>
    /// <param name="usage">Accounts of what listeners get here.</param>
    /// <param name="options">Times and limits.</param>
    /// <param name="time">Clock.</param>
    /// <param name="logger">Told of lost subscriptions.</param>
    public ClusterSessionHost(
        IGrainFactory grains, ISegmentFeed source, IUsageStore usage, SessionClusterOptions options, TimeProvider time,
        ILogger<ClusterSessionHost> logger)
    {
        this.grains = grains;
        this.options = options;
        this.time = time;
        attempts = new Attempts(options.AttemptTime, time);
        quota = new SessionQuota(grains, options, attempts, time);
        feeds = new FeedTable(new FeedSurroundings(source, usage, options, time, logger));
    }

    /// <summary>Whether Opus can be encoded here; silos run the same image, so it can be encoded there.</summary>
    public bool OpusAvailable => OpusLibrary.IsAvailable;

    /// <summary>Subscriptions that are open.</summary>
    public int Subscriptions => feeds.Count;

    /// <inheritdoc/>
    public async Task<Outcome<SessionState>> CreateAsync(CreateSession request, CancellationToken cancellation)
    {
        string id = request.Id ?? $"s_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10))}";
        var key = new SessionKey(request.Tenant, id);
        bool used = false;
        DateTimeOffset deadline = time.GetUtcNow() + options.CallTime;
        CallScope.Enter(request.Tenant, deadline);
        bool? permit = await quota.TakeAsync(request.Tenant, deadline, cancellation);
        if (permit is null)
        {
            return Outcome<SessionState>.Refused(Refusal.Unavailable);
        }

        if (permit is false)
        {
            return Outcome<SessionState>.Refused(
                Refusal.Full, new Fault(string.Empty, $"{options.SessionsPerTenant} sessions are open; close one."));
        }

        try
        {
            OutcomeMessage<StateMessage>? outcome = await CreateAsync(key, request, deadline, cancellation);

            // Where there is no answer it may have been created all the same.
            used = outcome is null or { Refusal: null };
            return outcome is null ? Outcome<SessionState>.Refused(Refusal.Unavailable) : outcome.ToOutcome(StateMapping.ToState);
        }
        finally
        {
            quota.Settle(request.Tenant, used);
        }
    }

    /// <inheritdoc/>
    public Task<Outcome<IReadOnlyList<SubmittedCommand>>> SubmitAsync(
        SessionKey session, IReadOnlyList<Command> commands, CancellationToken cancellation)
    {
        CommandsMessage message = commands.ToMessage();
        return AskAsync(session, grain => grain.SubmitAsync(message), AcknowledgementMapping.ToList, cancellation);
    }

    /// <inheritdoc/>
    public Task<Outcome<SessionState>> StateAsync(SessionKey session, CancellationToken cancellation) =>
        AskAsync(session, grain => grain.StateAsync(), StateMapping.ToState, cancellation);

    /// <inheritdoc/>
    public Task<Outcome<IReadOnlyList<Acknowledgement>>> CuesAsync(
        SessionKey session, string? after, int limit, CancellationToken cancellation) =>
        AskAsync(session, grain => grain.CuesAsync(after, limit), AcknowledgementMapping.ToList, cancellation);

    /// <inheritdoc/>
    public Task<Outcome<SubmittedCommand>> MoveToVersionAsync(
        SessionKey session, string commandId, int version, CancellationToken cancellation) =>
        AskAsync(session, grain => grain.MoveToVersionAsync(commandId, version), AcknowledgementMapping.ToSubmitted, cancellation);

    /// <inheritdoc/>
    public Task<Outcome<IListener>> ListenAsync(SessionKey session, ListenRequest request, CancellationToken cancellation) =>
        feeds.ListenAsync(session, request, cancellation);

    /// <inheritdoc/>
    public Task<Outcome<SessionState>> CloseAsync(SessionKey session, CancellationToken cancellation) =>
        AskAsync(session, grain => grain.CloseAsync(), StateMapping.ToState, cancellation);

    /// <summary>Ends every listener, one after the other, and lets the silos know.</summary>
    public ValueTask DisposeAsync() => new(feeds.EndAsync(options.FarewellTime));

    private async Task<OutcomeMessage<StateMessage>?> CreateAsync(
        SessionKey key, CreateSession request, DateTimeOffset deadline, CancellationToken cancellation)
    {
        var message = new CreateSessionMessage
        {
            Project = request.Project, Version = request.Version, MapJson = request.MapJson, Seed = request.Seed,
        };
        if (request.Id is not null)
        {
            // Asked twice, a session of ours and one that was there before could not be told apart.
            return await attempts.MakeOnceAsync(() => Grain(key).CreateAsync(message), deadline, cancellation);
        }

        int attempt = 0;
        OutcomeMessage<StateMessage>? outcome = await attempts.MakeAsync(
            () =>
            {
                attempt++;
                return Grain(key).CreateAsync(message);
            },
            deadline, cancellation);

        // Nobody else has thought of this id: an attempt before, whose answer was lost, has created it.
        return outcome?.Refusal == Refusal.Conflict && attempt > 1
            ? await attempts.MakeAsync(() => Grain(key).StateAsync(), deadline, cancellation)
            : outcome;
    }

    // Every call made here may be repeated: commands are known by their id, and the others change nothing or end the same.
    private async Task<Outcome<T>> AskAsync<T, TMessage>(
        SessionKey session, Func<ISessionGrain, Task<OutcomeMessage<TMessage>>> ask, Func<TMessage, T> map,
        CancellationToken cancellation)
        where TMessage : class
    {
        DateTimeOffset deadline = time.GetUtcNow() + options.CallTime;
        CallScope.Enter(session.Tenant, deadline);
        OutcomeMessage<TMessage>? outcome = await attempts.MakeAsync(() => ask(Grain(session)), deadline, cancellation);
        return outcome is null ? Outcome<T>.Refused(Refusal.Unavailable) : outcome.ToOutcome(map);
    }

    private ISessionGrain Grain(SessionKey session) => grains.GetGrain<ISessionGrain>(GrainKeys.Of(session));
}
