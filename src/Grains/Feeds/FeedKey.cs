using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Grains.Feeds;

/// <summary>What one subscription of a front end is for.</summary>
/// <param name="Session">Which session.</param>
/// <param name="Format">Encoding.</param>
/// <param name="Streams">The mix, or a stream per layer.</param>
internal readonly record struct FeedKey(SessionKey Session, AudioFormat Format, StreamSelection Streams)
{
    /// <summary>The key that serves a request.</summary>
    public static FeedKey Of(SessionKey session, ListenRequest request) => new(session, request.Format, request.Streams);
}
