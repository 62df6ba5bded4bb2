using SessionService.Sessions.Ports;
using StackExchange.Redis;

namespace SessionService.Storage.Redis;

/// <summary>
/// Sends all writes that wait as one pipelined batch, which the server synchronises once (<c>appendfsync always</c>: it
/// answers after that). A write without an answer is asked again, in order, and says itself whether it had been done: it
/// is never done twice, and never reported failed where it is stored.
/// </summary>
internal sealed class RedisWriter : IAsyncDisposable
{
    private readonly RedisConnection _connection;
    private readonly RedisOptions _options;
    private readonly RedisKey _fence;
    private readonly BatchQueue<RedisWrite> _queue;

    public RedisWriter(RedisConnection connection, RedisKey fence)
    {
        _connection = connection;
        _options = connection.Options;
        _fence = fence;
        _queue = new BatchQueue<RedisWrite>(CommitAsync, _options.QueueLength, _options.BatchLimit);
    }

    /// <summary>Queues a write and completes with its answer when that is durable.</summary>
    public async Task<RedisResult> WriteAsync(RedisWrite write, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        await _queue.AddAsync(write, cancellation);
        return await write.Task.WaitAsync(cancellation);
    }

    public ValueTask DisposeAsync()
    {
        return _queue.DisposeAsync();
    }

    private async Task CommitAsync(List<RedisWrite> batch)
    {
        List<RedisWrite> pending = [.. batch];
        try
        {
            for (bool again = false; ; again = true)
            {
                Pass pass = await TryAsync(pending, again);
                pending = pass.Pending;
                if (pending.Count == 0)
                {
                    return;
                }

                pending = GiveUpOn(pending, pass.Fault);
                if (pending.Count == 0)
                {
                    return;
                }

                await Task.Delay(RedisConnection.Pause);
            }
        }
        catch (Exception fault)
        {
            // Whatever happened, the loop must live and every one must be answered.
            var refusal = new StoreUnavailableException($"Redis did not take the write: {fault.Message}", fault);
            pending.ForEach(write => write.Fail(refusal));
        }
    }

    /// <summary>One journey of all that is pending.</summary>
    private async Task<Pass> TryAsync(List<RedisWrite> writes, bool again)
    {
        if (!await _connection.PrepareAsync())
        {
            return new Pass(writes, null);
        }

        var pass = new Pass([], null);
        List<RedisWrite> done = [];
        HashSet<RedisKey> seen = [];
        HashSet<RedisKey> stuck = [];
        List<Task<RedisResult>> answers = [.. writes.Select(write => SendAsync(write, again))];
        for (int i = 0; i < writes.Count; i++)
        {
            RedisWrite write = writes[i];
            (bool known, Exception? fault) = await SettleAsync(write, answers[i], stuck.Contains(write.Order) || (!again && seen.Contains(write.Order)));
            seen.Add(write.Order);
            if (!known)
            {
                stuck.Add(write.Order);
                pass.Pending.Add(write);
                pass = pass with { Fault = fault ?? pass.Fault };
            }
            else if (fault is null)
            {
                done.Add(write);
            }
        }

        return await HaveReplicasAsync(done, pass);
    }

    // A fault of the client becomes one of the task, so that every write of the batch is looked at.
    private async Task<RedisResult> SendAsync(RedisWrite write, bool again) =>
        await write.SendAsync(_connection.Database, again);

    /// <summary>Takes one answer.</summary>
    /// <param name="write">Whose.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="behind">Whether another write of the same key went before it in this pass.</param>
    private async Task<(bool Known, Exception? Fault)> SettleAsync(RedisWrite write, Task<RedisResult> answer, bool behind)
    {
        try
        {
            RedisResult result = await answer;
            if (behind && write.Follows(result))
            {
                // A server of a cluster that hands on a slot may have seen them in another order.
                return (false, null);
            }

            write.Keep(result);
            return (true, null);
        }
        catch (Exception fault) when (RedisFaults.MayPass(fault))
        {
            if (RedisFaults.LacksScript(fault))
            {
                _connection.Forget();
            }

            return (false, fault);
        }
        catch (Exception fault)
        {
            write.Fail(new StoreUnavailableException($"Redis refuses: {fault.Message}", fault));
            return (true, fault);
        }
    }

    private async Task<Pass> HaveReplicasAsync(List<RedisWrite> done, Pass pass)
    {
        if (done.Count > 0 && _options.WaitForReplicas > 0)
        {
            Exception? fault = await ReplicaFence.WaitAsync(_connection.Database, _fence, _options);
            if (fault is not null)
            {
                return new Pass([.. done, .. pass.Pending], fault);
            }
        }

        done.ForEach(write => write.Complete());
        return pass;
    }

    private List<RedisWrite> GiveUpOn(List<RedisWrite> pending, Exception? fault)
    {
        HashSet<RedisKey> given = [];
        List<RedisWrite> left = [];
        foreach (RedisWrite write in pending)
        {
            // What comes after one that is given up stands on nothing.
            if (write.Age < _options.UnavailableAfter && !given.Contains(write.Order))
            {
                left.Add(write);
                continue;
            }

            given.Add(write.Order);
            write.Fail(new StoreUnavailableException(
                $"Redis does not answer: {fault?.Message ?? "no primary server can be reached"} Whether it has the write is not known.", fault));
        }

        return left;
    }

    private sealed record Pass(List<RedisWrite> Pending, Exception? Fault);
}
