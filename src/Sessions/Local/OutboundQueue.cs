using SessionService.Sessions.Streaming;

namespace SessionService.Sessions.Local;

/// <summary>
/// Audio and notices that wait until the commands they were rendered under are durable: what has been heard can always
/// be replayed. Not thread-safe.
/// </summary>
internal sealed class OutboundQueue
{
    private readonly Queue<(long Sequence, Segment? Segment, ListenerItem? Notice)> waiting = new();

    /// <summary>Highest log sequence known to be durable.</summary>
    public long Durable { get; private set; } = -1;

    /// <summary>Whether anything waits.</summary>
    public bool IsEmpty => waiting.Count == 0;

    /// <summary>First sample that waits, or <paramref name="head"/> where no audio does.</summary>
    public long PublishedEnd(long head)
    {
        foreach ((_, Segment? segment, _) in waiting)
        {
            if (segment is not null)
            {
                return segment.FirstSample;
            }
        }

        return head;
    }

    /// <summary>Adds audio made after the entry <paramref name="sequence"/>.</summary>
    public void Add(long sequence, Segment segment) => waiting.Enqueue((sequence, segment, null));

    /// <summary>Adds a notice that belongs after the entry <paramref name="sequence"/>.</summary>
    public void Add(long sequence, ListenerItem notice) => waiting.Enqueue((sequence, null, notice));

    /// <summary>Takes note that entries up to <paramref name="sequence"/> are durable.</summary>
    public void MarkDurable(long sequence) => Durable = Math.Max(Durable, sequence);

    /// <summary>Publishes what need no longer wait.</summary>
    public void Flush(FanOut fanOut)
    {
        while (waiting.TryPeek(out (long Sequence, Segment? Segment, ListenerItem? Notice) first)
            && first.Sequence <= Durable)
        {
            waiting.Dequeue();
            if (first.Segment is { } segment)
            {
                fanOut.Publish(segment);
            }
            else
            {
                fanOut.Tell(first.Notice!);
            }
        }
    }

    /// <summary>Drops everything.</summary>
    public void Clear() => waiting.Clear();
}
