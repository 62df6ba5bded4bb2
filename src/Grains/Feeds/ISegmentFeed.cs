using SessionService.Grains.Messages;
using SessionService.Sessions;

namespace SessionService.Grains.Feeds;

/// <summary>
/// The port through which a front end gets a session's audio from the silo that plays it. One subscription serves all
/// listeners of one encoding on the front end. An adapter must keep the order, may lose or repeat batches (their numbers
/// tell), and fails or falls silent when the silo is gone: the reader subscribes anew.
/// </summary>
public interface ISegmentFeed
{
    /// <summary>Subscribes; the first item is an opening.</summary>
    /// <param name="session">Which session.</param>
    /// <param name="request">Which encoding, and from where.</param>
    /// <param name="cancellation">Ends the subscription.</param>
    IAsyncEnumerable<FeedBatchMessage> SubscribeAsync(SessionKey session, ListenMessage request, CancellationToken cancellation);
}
