using SessionService.Music;
using SessionService.Sessions.Hosting;

namespace SessionService.Sessions.Streaming;

/// <summary>
/// One session's way to its listeners on this node: encodes each slice once per encoding in use, or takes segments that
/// another node encoded, and offers them to every listener's own queue. Nothing here waits for a listener. Not
/// thread-safe; its owner guards it.
/// </summary>
public sealed class FanOut : IDisposable
{
    private readonly List<Channel> channels = [];

    /// <summary>Listeners of all encodings.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a listener takes stems.</summary>
    internal bool NeedsStems => channels.Exists(channel => channel.NeedsStems);

    /// <summary>Bytes handed to listeners since last asked.</summary>
    public long BytesOffered { get; private set; }

    /// <summary>Samples handed to listeners, summed over them, since last asked.</summary>
    public long SamplesOffered { get; private set; }

    /// <summary>Adds a listener.</summary>
    /// <param name="request">What it wants.</param>
    /// <param name="live">The sample that is live now.</param>
    /// <param name="head">First sample not yet rendered.</param>
    /// <param name="streams">Names of its streams.</param>
    /// <param name="leave">Called once it is disposed.</param>
    /// <returns>The listener; null where there are too many.</returns>
    public Listener? Add(
        ListenRequest request, long live, long head, IReadOnlyList<(int, string)> streams, Action<Listener> leave)
    {
        if (Count >= Limits.ListenersPerSession)
        {
            return null;
        }

        Channel channel = ChannelFor(request);
        if (!channel.Wanted && channel.Ring.EndSample != head)
        {
            channel.Reset();
        }

        bool resumed = request.FromSample is { } from && from >= channel.Ring.FirstSample && from <= head;
        long start = resumed ? request.FromSample!.Value : Math.Max(live, channel.Ring.FirstSample ?? head);
        List<Segment> backlog = [.. channel.Ring.From(start)];
        long first = backlog.Count > 0 ? backlog[0].FirstSample : head;
        var listener = new Listener(request, first, resumed, streams, leave);
        foreach (Segment segment in backlog)
        {
            Hand(listener, segment);
        }

        channel.Listeners.Add(listener);
        Count++;
        return listener;
    }

    /// <summary>Takes a listener out.</summary>
    /// <returns>Whether it was in.</returns>
    public bool Remove(Listener listener)
    {
        if (!channels.Exists(channel => channel.Listeners.Remove(listener)))
        {
            return false;
        }

        Count--;
        return true;
    }

    /// <summary>Encodings that somebody takes.</summary>
    internal IReadOnlyList<ListenRequest> Encodings() =>
        [.. channels.Where(channel => channel.Listeners.Count > 0).Select(channel => channel.Request)];

    /// <summary>Makes encodings before anybody takes them.</summary>
    internal void Prime(IEnumerable<ListenRequest> encodings)
    {
        foreach (ListenRequest encoding in encodings)
        {
            ChannelFor(encoding).Primed = true;
        }
    }

    /// <summary>From here on only those are made that somebody takes.</summary>
    internal void EndPriming() => channels.ForEach(channel => channel.Primed = false);

    /// <summary>Encodes one slice for every encoding in use.</summary>
    internal void Encode(
        ReadOnlySpan<float> mix, ReadOnlySpan<float> stems, long firstSample, int bar, float beat, List<Segment> segments)
    {
        foreach (Channel channel in channels)
        {
            if (channel.Wanted)
            {
                channel.Encode(mix, stems, firstSample, bar, beat, segments.Add);
            }
        }
    }

    /// <summary>Sends a segment to those who take it, and keeps it for those who will resume.</summary>
    public void Publish(Segment segment)
    {
        StreamSelection selection = segment.Stream == 0 ? StreamSelection.Mix : StreamSelection.Layers;
        foreach (Channel channel in channels)
        {
            if (!channel.Serves(new ListenRequest(segment.Format, selection, null)))
            {
                continue;
            }

            channel.Ring.Add(segment);
            foreach (Listener listener in channel.Listeners)
            {
                Hand(listener, segment);
            }
        }
    }

    /// <summary>Tells every listener.</summary>
    public void Tell(ListenerItem notice)
    {
        foreach (Channel channel in channels)
        {
            foreach (Listener listener in channel.Listeners)
            {
                listener.Offer(notice);
            }
        }
    }

    /// <summary>Ends the listeners of per-layer streams, whose list of streams no longer holds.</summary>
    internal void EndLayerListeners(string reason)
    {
        foreach (Channel channel in channels.Where(channel => channel.NeedsStems))
        {
            channel.Listeners.ForEach(listener => listener.Offer(new EndNotice(reason)));
            channel.Reset();
        }
    }

    /// <summary>Takes the counts of what was handed out and begins them anew.</summary>
    public (long Bytes, long Samples) TakeCounts()
    {
        (long, long) counts = (BytesOffered, SamplesOffered);
        BytesOffered = 0;
        SamplesOffered = 0;
        return counts;
    }

    /// <summary>Drops encoders and kept segments: what comes next does not follow what came before.</summary>
    public void Reset() => channels.ForEach(channel => channel.Reset());

    /// <inheritdoc/>
    public void Dispose() => channels.ForEach(channel => channel.Dispose());

    private void Hand(Listener listener, Segment segment)
    {
        listener.Offer(new AudioItem(segment));
        BytesOffered += segment.Payload.Length;
        SamplesOffered += segment.Stream <= 1 ? segment.Samples : 0;
    }

    private Channel ChannelFor(ListenRequest request)
    {
        Channel? channel = channels.Find(candidate => candidate.Serves(request));
        if (channel is null)
        {
            channel = new Channel(request.Format, request.Streams);
            channels.Add(channel);
        }

        return channel;
    }
}
