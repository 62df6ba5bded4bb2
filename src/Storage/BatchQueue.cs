using System.Threading.Channels;
using SessionService.Sessions.Ports;

namespace SessionService.Storage;

/// <summary>
/// One bounded queue of writes and one loop that hands on all that wait, in order, as one batch. While a batch is on its
/// way to the medium the next one gathers, so under load many writes share one journey, and without load none waits for
/// a timer.
/// </summary>
/// <typeparam name="T">A write.</typeparam>
public sealed class BatchQueue<T> : IAsyncDisposable
{
    private readonly Channel<T> _queue;
    private readonly Func<List<T>, Task> _commit;
    private readonly int _batchLimit;
    private readonly Task _loop;

    /// <summary>Starts the loop.</summary>
    /// <param name="commit">Takes a batch to the medium and answers each of its writes; never throws.</param>
    /// <param name="length">Writes that may wait; more wait at the door, in order.</param>
    /// <param name="batchLimit">Most writes in one batch.</param>
    public BatchQueue(Func<List<T>, Task> commit, int length, int batchLimit)
    {
        _commit = commit;
        _batchLimit = batchLimit;
        _queue = Channel.CreateBounded<T>(new BoundedChannelOptions(length) { SingleReader = true });
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Queues a write.</summary>
    /// <param name="write">What to write.</param>
    /// <param name="cancellation">Stops waiting at the door; what was queued is done all the same.</param>
    /// <exception cref="StoreUnavailableException">The store is closed.</exception>
    public async ValueTask AddAsync(T write, CancellationToken cancellation = default)
    {
        try
        {
            await _queue.Writer.WriteAsync(write, cancellation);
        }
        catch (ChannelClosedException fault)
        {
            throw new StoreUnavailableException("The store is closed.", fault);
        }
    }

    /// <summary>Commits what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        var batch = new List<T>(_batchLimit);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < _batchLimit && _queue.Reader.TryRead(out T? write))
            {
                batch.Add(write);
            }

            await _commit(batch);
            batch.Clear();
        }
    }
}
