using Orleans.Concurrency;
using SessionService.Grains.Messages;

namespace SessionService.Grains.Contracts;

/// <summary>
/// One session of one tenant; the key is <c>tenant/id</c>. Commands and questions interleave, so that commands that come
/// together share one commit; what creates and closes does not.
/// </summary>
[Alias("session.grain")]
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>Creates the session; durable when it completes.</summary>
    [Alias("create")]
    Task<OutcomeMessage<StateMessage>> CreateAsync(CreateSessionMessage request);

    /// <summary>Applies commands in order; completes when they are durable.</summary>
    [Alias("submit"), AlwaysInterleave]
    Task<OutcomeMessage<SubmittedListMessage>> SubmitAsync(CommandsMessage commands);

    /// <summary>The state now.</summary>
    [Alias("state"), AlwaysInterleave]
    Task<OutcomeMessage<StateMessage>> StateAsync();

    /// <summary>Acknowledgements given, in order, after the command with id <paramref name="after"/>.</summary>
    [Alias("cues"), AlwaysInterleave]
    Task<OutcomeMessage<AcknowledgementListMessage>> CuesAsync(string? after, int limit);

    /// <summary>Moves to another version of the project at the next bar line.</summary>
    [Alias("move"), AlwaysInterleave]
    Task<OutcomeMessage<SubmittedMessage>> MoveToVersionAsync(string commandId, int version);

    /// <summary>
    /// Subscribes a front end. The first item is an opening; audio and notices follow until the front end leaves or an
    /// end comes. Music renders while a subscription is there.
    /// </summary>
    [Alias("listen")]
    IAsyncEnumerable<FeedBatchMessage> ListenAsync(ListenMessage request, CancellationToken cancellation = default);

    /// <summary>
    /// Publishes an encoding to its stream for a while, or goes on publishing it: to be called again before the while is over.
    /// </summary>
    [Alias("publish"), AlwaysInterleave]
    Task<PublicationMessage> PublishAsync(ListenMessage request, string provider);

    /// <summary>
    /// Subscribes a front end that takes the items of all its subscriptions on this silo together: see <see cref="IOutletGrain"/>.
    /// </summary>
    /// <param name="request">Which encoding, and from where.</param>
    /// <param name="reader">The front end.</param>
    /// <param name="subscription">Its name for the subscription, not used before.</param>
    [Alias("attach"), AlwaysInterleave]
    Task<AttachedMessage> AttachAsync(ListenMessage request, string reader, long subscription);

    /// <summary>Closes the session for good.</summary>
    [Alias("close")]
    Task<OutcomeMessage<StateMessage>> CloseAsync();
}
