using System.Globalization;
using StackExchange.Redis;

namespace SessionService.Storage.Redis;

/// <summary>
/// Waits until replicas have all that was written before. <c>WAIT</c> speaks of the writes of its own connection, so a write
/// of ours stands before it, and the connection's number before and after shows that it was one connection throughout.
/// </summary>
internal static class ReplicaFence
{
    /// <returns>Null where enough replicas have it, else why not.</returns>
    public static async Task<Exception?> WaitAsync(IDatabase database, RedisKey fence, RedisOptions options)
    {
        try
        {
            Task<RedisResult> before = database.ExecuteAsync("CLIENT", ["ID"], CommandFlags.DemandMaster);
            Task written = database.StringSetAsync(fence, "1", flags: CommandFlags.DemandMaster);
            Task<RedisResult> waited = database.ExecuteAsync(
                "WAIT", [options.WaitForReplicas, (long)options.ReplicaTimeout.TotalMilliseconds], CommandFlags.DemandMaster);
            Task<RedisResult> after = database.ExecuteAsync("CLIENT", ["ID"], CommandFlags.DemandMaster);
            await Task.WhenAll(before, written, waited, after);
            long replicas = (long)await waited;
            if ((long)await before != (long)await after)
            {
                return new RedisAwayException("The connection was lost while replicas were waited for.");
            }

            return replicas >= options.WaitForReplicas
                ? null
                : new RedisAwayException(
                    string.Create(CultureInfo.InvariantCulture, $"{replicas} of {options.WaitForReplicas} replicas have the write."));
        }
        catch (Exception fault) when (RedisFaults.MayPass(fault))
        {
            return fault;
        }
    }
}
