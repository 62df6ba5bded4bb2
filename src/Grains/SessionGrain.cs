using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using SessionService.Grains.Contracts;
using SessionService.Grains.Feeds;
using SessionService.Grains.Hosting;
using SessionService.Grains.Mapping;
using SessionService.Grains.Messages;
using SessionService.Grains.Placement;
using SessionService.Grains.Tenancy;
using SessionService.Music.Performance;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Local;

namespace SessionService.Grains;

/// <summary>
/// A session's place in the cluster: there is one activation, so one silo plays it. The session itself lives in the silo's
/// own session host, which validates, decides, writes the log and renders on its own threads; what is done here is asking it.
/// </summary>
/// <param name="sessions">The silo's session host.</param>
/// <param name="drain">Empties the silo when it stops.</param>
/// <param name="outlets">Where front ends take segments.</param>
/// <param name="options">Times.</param>
/// <param name="time">Clock.</param>
/// <param name="logger">Told of what could not be published.</param>
[GrainType("session")]
[LoadPlacement]
[ByAnyGateway]
[CollectionAgeLimit(Minutes = 10)]
public sealed partial class SessionGrain(
    LocalSessionHost sessions, SiloDrain drain, SegmentOutlets outlets, SessionClusterOptions options, TimeProvider time,
    ILogger<SessionGrain> logger)
    : Grain, ISessionGrain, ITenantBound
{
    private SessionKey Key
    {
        get
        {
            (TenantId tenant, string id) = GrainKeys.Parse(this.GetPrimaryKeyString());
            return new SessionKey(tenant, id);
        }
    }

    /// <inheritdoc/>
    public async Task<OutcomeMessage<StateMessage>> CreateAsync(CreateSessionMessage request)
    {
        SessionKey key = Key;
        drain.Refuse(key);
        var create = new CreateSession(key.Tenant, key.Id, request.Project, request.Version, request.MapJson, request.Seed);
        return Answer(await sessions.CreateAsync(create, CancellationToken.None), StateMapping.ToMessage);
    }

    /// <inheritdoc/>
    public async Task<OutcomeMessage<SubmittedListMessage>> SubmitAsync(CommandsMessage commands)
    {
        drain.Refuse(Key);
        var known = new Command[commands.Commands.Length];
        for (int i = 0; i < known.Length; i++)
        {
            CommandMessage message = commands.Commands[i];
            if (message.ToCommand() is not { } command)
            {
                var fault = new FaultMessage { Path = $"/{i}/type", Message = $"This node does not know commands of kind '{message.Kind}'." };
                return new OutcomeMessage<SubmittedListMessage> { Refusal = Refusal.Invalid, Faults = [fault] };
            }

            known[i] = command;
        }

        return Answer(await sessions.SubmitAsync(Key, known, CancellationToken.None), AcknowledgementMapping.ToMessage);
    }

    /// <inheritdoc/>
    public async Task<OutcomeMessage<StateMessage>> StateAsync()
    {
        drain.Refuse(Key);
        return Answer(await sessions.StateAsync(Key, CancellationToken.None), StateMapping.ToMessage);
    }

    /// <inheritdoc/>
    public async Task<OutcomeMessage<AcknowledgementListMessage>> CuesAsync(string? after, int limit)
    {
        drain.Refuse(Key);
        return Answer(await sessions.CuesAsync(Key, after, limit, CancellationToken.None), AcknowledgementMapping.ToMessage);
    }

    /// <inheritdoc/>
    public async Task<OutcomeMessage<SubmittedMessage>> MoveToVersionAsync(string commandId, int version)
    {
        drain.Refuse(Key);
        return Answer(
            await sessions.MoveToVersionAsync(Key, commandId, version, CancellationToken.None), AcknowledgementMapping.ToMessage);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<FeedBatchMessage> ListenAsync(
        ListenMessage request, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using IDisposable subscription = drain.Subscribe(Key);
        Outcome<IListener> outcome = await sessions.ListenAsync(
            Key, new ListenRequest(request.Format, request.Streams, request.FromSample), cancellation);
        if (outcome.Value is not { } listener)
        {
            drain.Refuse(Key);
            Retire(outcome.Refusal);
            var refused = new OpeningMessage { Refusal = outcome.Refusal, Faults = outcome.Faults.ToMessages() };
            yield return new FeedBatchMessage { Items = [new FeedItemMessage { Opening = refused }] };
            yield break;
        }

        await using (listener)
        {
            var batches = new BatchReader(listener);
            while (await batches.ReadAsync(cancellation) is { } batch)
            {
                yield return batch;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<OutcomeMessage<StateMessage>> CloseAsync()
    {
        drain.Refuse(Key);
        return Answer(await sessions.CloseAsync(Key, CancellationToken.None), StateMapping.ToMessage);
    }

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        drain.Enter(Key, GrainContext);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        gone = true;
        return drain.LeaveAsync(Key);
    }

    private OutcomeMessage<TMessage> Answer<T, TMessage>(Outcome<T> outcome, Func<T, TMessage> map)
        where TMessage : class
    {
        Retire(outcome.Refusal);
        if (outcome.Refusal == Refusal.Unavailable)
        {
            // It may have stood still just now.
            drain.Refuse(Key);
        }

        return outcome.ToMessage(map);
    }

    // Whoever guesses ids must not fill the cluster with activations.
    private void Retire(Refusal? refusal)
    {
        if (refusal == Refusal.NotFound)
        {
            DeactivateOnIdle();
        }
    }
}
