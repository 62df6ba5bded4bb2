using SessionService.Grains.Messages;
using SessionService.Sessions.Streaming;

namespace SessionService.Grains.Feeds;

/// <summary>
/// Where a front end stands in a session's audio, over all its subscriptions: finds gaps and repeats, and numbers what goes
/// on to the listeners, so that a silo's counting anew is not seen by them. Pure, not thread-safe.
/// </summary>
internal sealed class FeedCursor
{
    private readonly List<StreamPlace> streams = [];
    private long nextNumber;
    private long gapTold = -1;
    private int firstStream;

    /// <summary>First sample that some stream still lacks; null before the first opening.</summary>
    public long? EndSample { get; private set; }

    /// <summary>Segments that came twice.</summary>
    public long Repeats { get; private set; }

    /// <summary>Places where audio is missing.</summary>
    public long Gaps { get; private set; }

    /// <summary>Begins a subscription.</summary>
    /// <returns>False where its streams are not those of the subscription before.</returns>
    public bool Open(OpeningMessage opening)
    {
        nextNumber = 0;
        if (EndSample is not null)
        {
            return opening.Streams.Length == streams.Count && opening.FirstStream == firstStream;
        }

        EndSample = opening.FirstSample;
        firstStream = opening.FirstStream;
        streams.AddRange(Enumerable.Repeat(new StreamPlace(opening.FirstSample, null), opening.Streams.Length));
        return true;
    }

    /// <summary>Takes note of a batch.</summary>
    /// <returns>False where batches before it are missing, or it was there before.</returns>
    public bool Follows(FeedBatchMessage batch)
    {
        bool follows = batch.FirstNumber == nextNumber;
        nextNumber = batch.FirstNumber + batch.Items.Length;
        return follows;
    }

    /// <summary>Takes a segment.</summary>
    /// <param name="segment">As the silo sent it.</param>
    /// <param name="gap">What to tell listeners of, before the segment; null as a rule.</param>
    /// <returns>The segment as listeners get it; null where they have it.</returns>
    public Segment? Take(Segment segment, out SkippedNotice? gap)
    {
        gap = null;
        int index = segment.Stream - firstStream;
        if (index < 0 || index >= streams.Count || segment.FirstSample < streams[index].End)
        {
            Repeats++;
            return null;
        }

        StreamPlace place = streams[index];
        bool jumps = segment.FirstSample > place.End;
        if (jumps && segment.FirstSample != gapTold)
        {
            gapTold = segment.FirstSample;
            Gaps++;
            gap = new SkippedNotice(place.End, segment.FirstSample);
        }

        // One more than follows says to a player that something was left out.
        uint sequence = place.Sequence is { } last ? last + (jumps ? 2u : 1u) : segment.Sequence;
        streams[index] = new StreamPlace(segment.FirstSample + segment.Samples, sequence);
        EndSample = streams.Min(stream => stream.End);
        return segment with { Sequence = sequence };
    }

    private readonly record struct StreamPlace(long End, uint? Sequence);
}
