using SessionService.Grains.Messages;

namespace SessionService.Grains.Feeds;

/// <summary>
/// A subscription that is watched: when a silo is gone, an enumeration of it can be silent for half a minute before it
/// fails.
/// </summary>
internal sealed class WatchedBatches(IAsyncEnumerator<FeedBatchMessage> batches, TimeProvider time)
{
    private Task<bool>? pending;

    /// <summary>The next batch; null at the end.</summary>
    /// <exception cref="TimeoutException">Nothing came in time.</exception>
    public async Task<FeedBatchMessage?> NextAsync(TimeSpan patience, CancellationToken cancellation)
    {
        pending ??= batches.MoveNextAsync().AsTask();
        bool more = await pending.WaitAsync(patience, time, cancellation);
        pending = null;
        return more ? batches.Current : null;
    }

    /// <summary>Leaves; completes when the silo knows, or after <paramref name="patience"/>, whichever is sooner.</summary>
    public Task LeaveAsync(TimeSpan patience) => Task.WhenAny(DisposeAsync(), Task.Delay(patience, time));

    // The outcome of what is left behind is of no interest: the subscription it belongs to is given up.
    private async Task DisposeAsync()
    {
        if (pending is not null)
        {
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await batches.DisposeAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
