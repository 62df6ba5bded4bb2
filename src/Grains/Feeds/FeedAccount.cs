using SessionService.Sessions;
using SessionService.Sessions.Ports;
using SessionService.Sessions.Streaming;

namespace SessionService.Grains.Feeds;

/// <summary>
/// What a front end's listeners got beyond what its silo has accounted for: the silo counts a subscription as one listener.
/// Not thread-safe.
/// </summary>
internal sealed class FeedAccount
{
    private long bytes;
    private long samples;

    /// <summary>Counts a segment that came.</summary>
    public void Came(Segment segment)
    {
        bytes -= segment.Payload.Length;
        samples -= segment.Stream <= 1 ? segment.Samples : 0;
    }

    /// <summary>Takes what was handed out beyond that; null where it was nothing.</summary>
    public UsageRecord? Take(SessionKey session, DateTimeOffset at, (long Bytes, long Samples) handedOut)
    {
        bytes += handedOut.Bytes;
        samples += handedOut.Samples;
        if (bytes <= 0 || samples < 0)
        {
            return null;
        }

        var record = new UsageRecord(session, at, 0, samples, 0, bytes, 0, 0);
        bytes = 0;
        samples = 0;
        return record;
    }
}
