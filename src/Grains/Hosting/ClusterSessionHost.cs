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
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private readonly IGrainFactory grains;
    private readonly SessionClusterOptions options;
    private readonly TimeProvider time;
    private readonly SessionQuota quota;
    private readonly FeedTable feeds;

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
        quota = new SessionQuota(grains, options, time);
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
        CallScope.Enter(request.Tenant, time.GetUtcNow() + options.CallTime);
        try
        {
            if (!await quota.TakeAsync(request.Tenant, cancellation))
            {
                return Outcome<SessionState>.Refused(
                    Refusal.Full, new Fault(string.Empty, $"{options.SessionsPerTenant} sessions are open; close one."));
            }
        }
        catch (Exception fault) when (MayPass(fault))
        {
            return Outcome<SessionState>.Refused(Refusal.Unavailable);
        }

        try
        {
            var message = new CreateSessionMessage
            {
                Project = request.Project, Version = request.Version, MapJson = request.MapJson, Seed = request.Seed,
            };
            OutcomeMessage<StateMessage> outcome = await Grain(key).CreateAsync(message).WaitAsync(cancellation);
            used = outcome.Refusal is null;
            return outcome.ToOutcome(StateMapping.ToState);
        }
        catch (Exception fault) when (MayPass(fault))
        {
            // Whether it was created is not known, so it is not tried again under the same id.
            used = true;
            return Outcome<SessionState>.Refused(Refusal.Unavailable);
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

    /// <summary>Ends every listener and lets the silos know.</summary>
    public ValueTask DisposeAsync() => new(feeds.EndAsync());

    // Every call made here may be repeated: commands are known by their id, and the others change nothing or end the same.
    private async Task<Outcome<T>> AskAsync<T, TMessage>(
        SessionKey session, Func<ISessionGrain, Task<OutcomeMessage<TMessage>>> ask, Func<TMessage, T> map,
        CancellationToken cancellation)
        where TMessage : class
    {
        DateTimeOffset deadline = time.GetUtcNow() + options.CallTime;
        CallScope.Enter(session.Tenant, deadline);
        TimeSpan pause = FirstPause;
        while (true)
        {
            try
            {
                OutcomeMessage<TMessage> outcome = await ask(Grain(session)).WaitAsync(cancellation);
                return outcome.ToOutcome(map);
            }
            catch (Exception fault) when (MayPass(fault))
            {
                if (time.GetUtcNow() + pause >= deadline)
                {
                    return Outcome<T>.Refused(Refusal.Unavailable);
                }
            }

            await Task.Delay(pause, time, cancellation);
            pause *= 2;
        }
    }

    private static bool MayPass(Exception fault) => fault is OrleansException or TimeoutException or IOException;

    private ISessionGrain Grain(SessionKey session) => grains.GetGrain<ISessionGrain>(GrainKeys.Of(session));
}
