using System.Diagnostics;
using StackExchange.Redis;

namespace SessionService.Storage.Redis;

/// <summary>A write that waits for its batch.</summary>
/// <param name="script">What runs.</param>
/// <param name="keys">Its keys; writes with the same first key stay in order.</param>
/// <param name="values">Its values, without the first (<see cref="RedisScript"/>).</param>
/// <param name="followsOthers">Tells from the answer that it stands on a write before it that is not there.</param>
internal sealed class RedisWrite(
    RedisScript script, RedisKey[] keys, RedisValue[] values, Func<RedisResult, bool>? followsOthers = null)
{
    private readonly TaskCompletionSource<RedisResult> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _began = Stopwatch.GetTimestamp();
    private RedisResult? _result;

    public Task<RedisResult> Task => _source.Task;

    public RedisKey Order => keys[0];

    public TimeSpan Age => Stopwatch.GetElapsedTime(_began);

    public Task<RedisResult> SendAsync(IDatabase database, bool again)
    {
        return database.ScriptEvaluateAsync(script.Sha1, keys, [again ? "1" : "0", .. values], CommandFlags.DemandMaster);
    }

    public bool Follows(RedisResult result)
    {
        return followsOthers?.Invoke(result) ?? false;
    }

    /// <summary>Keeps the answer until it is known to be durable.</summary>
    public void Keep(RedisResult result)
    {
        _result = result;
    }

    public void Complete()
    {
        _source.SetResult(_result!);
    }

    public void Fail(Exception fault)
    {
        _source.TrySetException(fault);
    }
}
