using StackExchange.Redis;

namespace SessionService.Storage.Redis;

/// <summary>How values stand in Redis: instants as 100 ns since 0001-01-01 UTC, ids in sorted sets by their bytes.</summary>
internal static class RedisValues
{
    public static DateTimeOffset Instant(this RedisValue value)
    {
        return new DateTimeOffset((long)value, TimeSpan.Zero);
    }

    /// <summary>Milliseconds since 0001-01-01 UTC, which a score holds exactly.</summary>
    public static long Milliseconds(this DateTimeOffset at)
    {
        return at.UtcTicks / TimeSpan.TicksPerMillisecond;
    }

    /// <summary>Ids in the order of their bytes, after <paramref name="after"/> (exclusive).</summary>
    public static Task<RedisValue[]> IdsAsync(this IDatabase database, RedisKey index, string? after, int limit)
    {
        return limit <= 0
            ? Task.FromResult<RedisValue[]>([])
            : database.SortedSetRangeByValueAsync(
                index, after is null ? default : (RedisValue)after, default, Exclude.Start, Order.Ascending, 0, limit, CommandFlags.DemandMaster);
    }
}
