using System.Collections.Concurrent;
using System.Threading.Channels;
using SessionService.Grains.Contracts;
using SessionService.Grains.Messages;

namespace SessionService.Grains.Feeds;

/// <summary>
/// Takes one silo's bundles as long as a subscription is there, and hands their parts to the subscriptions. A call without an
/// answer is made again, by another way into the cluster, and gets what the first one would have got.
/// </summary>
/// <param name="outlet">The silo's outlet.</param>
/// <param name="reader">Name of this front end.</param>
/// <param name="places">All subscriptions of the front end.</param>
/// <param name="patience">How long an answer may take.</param>
/// <param name="time">Clock.</param>
internal sealed class SiloBundles(
    IOutletGrain outlet, string reader, ConcurrentDictionary<long, ChannelWriter<FeedBatchMessage>> places, TimeSpan patience, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private int readers;
    private bool running;

    // Only the loop uses it, and there is one at a time.
    private long after;

    /// <summary>A subscription begins.</summary>
    public void Enter()
    {
        lock (gate)
        {
            readers++;
            if (!running)
            {
                running = true;
                _ = Task.Run(RunAsync);
            }
        }
    }

    /// <summary>A subscription ends; completes when the silo knows, or cannot be told.</summary>
    public async Task LeaveAsync(long subscription)
    {
        lock (gate)
        {
            readers--;
        }

        await TellAsync([subscription]);
    }

    private bool Goes()
    {
        lock (gate)
        {
            running = readers > 0;
            return running;
        }
    }

    private async Task RunAsync()
    {
        while (Goes())
        {
            if (await AskAsync() is not { } bundle)
            {
                await Task.Delay(Pause, time);
                continue;
            }

            if (bundle.Number > after)
            {
                after = bundle.Number;
                Hand(bundle);
            }
        }
    }

    // Null where there was no answer; those who wait for segments have patience of their own.
    private async Task<BundleMessage?> AskAsync()
    {
        try
        {
            return await outlet.TakeAsync(reader, after).WaitAsync(patience, time);
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException or IOException or OperationCanceledException
            or InvalidOperationException)
        {
            return null;
        }
    }

    private void Hand(BundleMessage bundle)
    {
        List<long> unknown = [];
        foreach (BundlePartMessage part in bundle.Parts)
        {
            if (!places.TryGetValue(part.Subscription, out ChannelWriter<FeedBatchMessage>? place))
            {
                unknown.Add(part.Subscription);
            }
            else if (!place.TryWrite(part.Batch))
            {
                place.TryComplete(new IOException("The subscription is too far behind."));
            }
        }

        if (unknown.Count > 0)
        {
            // They were given up before their silo had answered.
            _ = TellAsync([.. unknown]);
        }
    }

    private async Task TellAsync(long[] subscriptions)
    {
        try
        {
            await outlet.LeaveAsync(reader, subscriptions);
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException or IOException or OperationCanceledException
            or InvalidOperationException)
        {
            // A silo that is there still hears of it with the next bundle that holds something of them.
            System.Diagnostics.Activity.Current?.AddException(fault);
        }
    }
}
