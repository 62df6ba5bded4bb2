using System.Diagnostics.CodeAnalysis;
using SessionService.Music;
using SessionService.Music.Time;
using SessionService.Sessions.Hosting;

namespace SessionService.Sessions.Streaming;

/// <summary>
/// One listener's bounded queue. Offering never waits: when more than <see cref="Limits.ListenerQueueMs"/> of audio has
/// piled up, the audio that waits is dropped and the listener is told what it missed. Notices keep their place but have
/// a bound too; past it all that wait are dropped, since the next state says everything again.
/// </summary>
public sealed class Listener : IListener
{
    private const int QueueSamples = Limits.ListenerQueueMs * (MusicalTime.SampleRate / 1000);
    private const int MaxNotices = 4_096;

    private readonly Lock gate = new();
    private readonly Queue<ListenerItem> items = new();
    private readonly SemaphoreSlim available = new(0);
    private readonly Action<Listener> leave;
    private long queuedSamples;
    private int notices;
    private bool ended;
    private bool signalled;

    internal Listener(ListenRequest request, long firstSample, bool resumed, IReadOnlyList<(int, string)> streams, Action<Listener> leave)
    {
        Request = request;
        FirstSample = firstSample;
        Resumed = resumed;
        Streams = streams;
        this.leave = leave;
    }

    /// <summary>What it asked for.</summary>
    public ListenRequest Request { get; }

    /// <inheritdoc/>
    public long FirstSample { get; }

    /// <inheritdoc/>
    public bool Resumed { get; }

    /// <inheritdoc/>
    public IReadOnlyList<(int Index, string Name)> Streams { get; }

    /// <summary>Items that wait to be read.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return items.Count;
            }
        }
    }

    /// <summary>Offers an item without waiting.</summary>
    /// <returns>Samples of audio that were dropped to make room; 0 as a rule.</returns>
    public long Offer(ListenerItem item)
    {
        long dropped = 0;
        lock (gate)
        {
            if (ended)
            {
                return 0;
            }

            if (item is AudioItem { Segment: var segment })
            {
                if (queuedSamples + segment.Samples > QueueSamples * Streams.Count)
                {
                    dropped = SkipToLive(segment.FirstSample);
                }

                queuedSamples += segment.Samples;
            }
            else if (++notices > MaxNotices)
            {
                DropNotices();
            }

            ended = item is EndNotice;
            items.Enqueue(item);
            Signal();
        }

        return dropped;
    }

    /// <inheritdoc/>
    public async ValueTask<ListenerItem?> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            lock (gate)
            {
                if (TakeLocked(out ListenerItem? item))
                {
                    return item;
                }

                if (ended)
                {
                    return null;
                }

                signalled = false;
            }

            await available.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Whoever reads in this way alone is signalled once at most, however much is offered.</remarks>
    public bool TryRead([NotNullWhen(true)] out ListenerItem? item)
    {
        lock (gate)
        {
            return TakeLocked(out item);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (gate)
        {
            ended = true;
            items.Clear();
            queuedSamples = 0;
            Signal();
        }

        leave(this);
        return ValueTask.CompletedTask;
    }

    private bool TakeLocked([NotNullWhen(true)] out ListenerItem? item)
    {
        if (!items.TryDequeue(out item))
        {
            return false;
        }

        if (item is AudioItem audio)
        {
            queuedSamples -= audio.Segment.Samples;
        }
        else
        {
            notices--;
        }

        return true;
    }

    private long SkipToLive(long live)
    {
        long dropped = queuedSamples;
        long from = live;
        int count = items.Count;
        for (int i = 0; i < count; i++)
        {
            ListenerItem item = items.Dequeue();
            switch (item)
            {
                case AudioItem audio:
                    from = Math.Min(from, audio.Segment.FirstSample);
                    break;
                case SkippedNotice skipped:
                    from = Math.Min(from, skipped.FromSample);
                    notices--;
                    break;
                default:
                    items.Enqueue(item);
                    break;
            }
        }

        queuedSamples = 0;
        notices++;
        items.Enqueue(new SkippedNotice(from, live));
        return dropped;
    }

    private void DropNotices()
    {
        int count = items.Count;
        for (int i = 0; i < count; i++)
        {
            ListenerItem item = items.Dequeue();
            if (item is BeatNotice or StatsNotice or StateNotice or CueNotice or CaptionNotice or LateNotice)
            {
                notices--;
                continue;
            }

            items.Enqueue(item);
        }
    }

    private void Signal()
    {
        if (!signalled)
        {
            signalled = true;
            available.Release();
        }
    }
}
