using SessionService.Grains.Messages;

namespace SessionService.Grains.Feeds;

/// <summary>
/// One front end's subscriptions on this silo, emptied together: a silo makes fifty segments a second and session, and a call
/// for each would cost more than the segment does. What was handed out last is kept until the front end says that it has it, so
/// that a lost answer loses nothing. Thread-safe.
/// </summary>
/// <param name="every">Least time between two bundles.</param>
/// <param name="rest">How long a question waits where there is nothing.</param>
/// <param name="time">Clock.</param>
internal sealed class SegmentOutlet(TimeSpan every, TimeSpan rest, TimeProvider time) : IDisposable
{
    // Far under what one message may weigh; what is left goes into the next bundle.
    private const int MostBytes = 256 * 1024;

    private readonly Lock gate = new();
    private readonly List<OutletSubscription> subscriptions = [];
    private BundleMessage last = new();
    private long askedAt = time.GetTimestamp();
    private long answeredAt;
    private int turn;
    private bool disposed;

    /// <summary>How long nobody has asked.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Interlocked.Read(ref askedAt));

    /// <summary>Adds a subscription.</summary>
    /// <returns>False where the outlet has been dropped.</returns>
    public bool TryAdd(OutletSubscription subscription)
    {
        lock (gate)
        {
            if (disposed)
            {
                return false;
            }

            subscriptions.Add(subscription);
            return true;
        }
    }

    /// <summary>Ends subscriptions.</summary>
    public void Leave(long[] ids)
    {
        OutletSubscription[] gone;
        lock (gate)
        {
            gone = [.. subscriptions.Where(subscription => Array.IndexOf(ids, subscription.Id) >= 0)];
            subscriptions.RemoveAll(subscription => Array.IndexOf(ids, subscription.Id) >= 0);
        }

        End(gone);
    }

    /// <summary>Takes what has gathered since the bundle with a number.</summary>
    public async Task<BundleMessage> TakeAsync(long after)
    {
        long began = time.GetTimestamp();
        Interlocked.Exchange(ref askedAt, began);
        TimeSpan wait = every - time.GetElapsedTime(Interlocked.Read(ref answeredAt), began);
        while (true)
        {
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time).ConfigureAwait(false);
            }

            BundleMessage bundle = Next(after);
            if (bundle.Parts.Length > 0 || time.GetElapsedTime(began) >= rest)
            {
                Interlocked.Exchange(ref answeredAt, time.GetTimestamp());
                return bundle;
            }

            wait = every;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        OutletSubscription[] left;
        lock (gate)
        {
            disposed = true;
            left = [.. subscriptions];
            subscriptions.Clear();
        }

        End(left);
    }

    private static void End(IEnumerable<OutletSubscription> gone)
    {
        foreach (OutletSubscription subscription in gone)
        {
            // A listener of the session host has ended when this returns.
            _ = subscription.EndAsync().AsTask();
        }
    }

    private BundleMessage Next(long after)
    {
        List<OutletSubscription> over = [];
        BundleMessage bundle;
        lock (gate)
        {
            if (after < last.Number)
            {
                // The answer to the question before was lost; or this question is older than the one that was answered last.
                return after == last.Number - 1 ? last : new BundleMessage { Number = after };
            }

            BundlePartMessage[] parts = Collect(over);
            bundle = new BundleMessage { Number = parts.Length > 0 ? after + 1 : after, Parts = parts };
            last = bundle;
        }

        End(over);
        return bundle;
    }

    // Under the gate. Where not all of it has room, others come first the next time.
    private BundlePartMessage[] Collect(List<OutletSubscription> over)
    {
        List<BundlePartMessage> parts = new(subscriptions.Count);
        int bytes = 0;
        int count = subscriptions.Count;
        int i = 0;
        for (; i < count && bytes < MostBytes; i++)
        {
            OutletSubscription subscription = subscriptions[(turn + i) % count];
            if (subscription.Take(ref bytes, out bool ends) is { } part)
            {
                parts.Add(part);
            }

            if (ends)
            {
                over.Add(subscription);
            }
        }

        turn = count > 0 ? (turn + i) % count : 0;
        subscriptions.RemoveAll(over.Contains);
        return [.. parts];
    }
}
