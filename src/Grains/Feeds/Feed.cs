using SessionService.Grains.Mapping;
using SessionService.Grains.Messages;
using SessionService.Music.Time;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Grains.Feeds;

/// <summary>
/// One encoding of one session on a front end: one subscription, made anew when it is lost, and the fan-out to the front
/// end's listeners. It begins with the first of them and ends with the last.
/// </summary>
internal sealed partial class Feed : IDisposable
{
    // A listener that joins begins this far behind the newest audio: the least lead that a session keeps.
    private const int JoinBehind = MusicalTime.SampleRate * 120 / 1000;

    private readonly Lock gate = new();
    private readonly FeedKey key;
    private readonly FeedSurroundings surroundings;
    private readonly Action<Feed> ended;
    private readonly CancellationTokenSource stop = new();
    private readonly FanOut fanOut = new();
    private readonly FeedCursor cursor = new();
    private readonly FeedAccount account = new();
    private readonly TaskCompletionSource<OpeningMessage> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task reading;
    private int joining;
    private bool first = true;
    private bool over;

    /// <summary>Subscribes.</summary>
    /// <param name="key">What for.</param>
    /// <param name="from">Where the first listener wants to begin.</param>
    /// <param name="surroundings">What it needs.</param>
    /// <param name="ended">Called once nobody listens any more.</param>
    public Feed(FeedKey key, long? from, FeedSurroundings surroundings, Action<Feed> ended)
    {
        this.key = key;
        this.surroundings = surroundings;
        this.ended = ended;
        reading = Task.Run(() => ReadAsync(from));
    }

    /// <summary>What it is for.</summary>
    public FeedKey Key => key;

    /// <summary>Adds a listener.</summary>
    /// <returns>The listener or why there is none; null where the feed has ended and another must be made.</returns>
    public async Task<Outcome<IListener>?> JoinAsync(ListenRequest request, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (over)
            {
                return null;
            }

            joining++;
        }

        try
        {
            OpeningMessage opening = await opened.Task.WaitAsync(cancellation);
            return opening.Refusal is { } refusal
                ? Outcome<IListener>.Refused(refusal, opening.Faults.ToFaults())
                : Add(request, opening);
        }
        finally
        {
            lock (gate)
            {
                joining--;
                EndIfAlone();
            }
        }
    }

    /// <summary>Completes at once while the feed goes on; when it has ended, once its silo knows, or soon.</summary>
    public async Task SettleAsync()
    {
        if (stop.IsCancellationRequested)
        {
            await Task.WhenAny(reading, Task.Delay(surroundings.Options.Silence, surroundings.Time));
        }
    }

    /// <summary>Ends it: the front end is shutting down.</summary>
    public void Dispose()
    {
        TellEnd("shutdown");
        fanOut.Dispose();
    }

    private Outcome<IListener>? Add(ListenRequest request, OpeningMessage opening)
    {
        lock (gate)
        {
            if (over)
            {
                return null;
            }

            bool resumed = first && opening.Resumed;
            long end = cursor.EndSample!.Value;
            (int, string)[] names = [.. opening.Streams.Select((name, index) => (opening.FirstStream + index, name))];
            Listener? added = fanOut.Add(request, first ? end : end - JoinBehind, end, names, Leave);
            first = false;
            joined.TrySetResult();
            return added is null
                ? Outcome<IListener>.Refused(Refusal.Full, new Fault(string.Empty, "The session has as many listeners as this node serves."))
                : Outcome<IListener>.Ok(new FeedListener(this, added, resumed));
        }
    }

    private void Leave(Listener listener)
    {
        lock (gate)
        {
            fanOut.Remove(listener);
            EndIfAlone();
        }
    }

    // Under the gate.
    private void EndIfAlone()
    {
        if (joining == 0 && fanOut.Count == 0)
        {
            End();
        }
    }

    // Under the gate. Listeners that are still there read what they have.
    private void End()
    {
        if (!over)
        {
            over = true;
            joined.TrySetResult();
            ended(this);
            _ = stop.CancelAsync();
        }
    }
}
