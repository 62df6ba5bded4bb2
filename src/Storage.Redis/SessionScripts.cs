namespace SessionService.Storage.Redis;

/// <summary>Scripts of the register of sessions. KEYS: the session, all ids, ids of the open ones, of the closed ones.</summary>
internal static class SessionScripts
{
    /// <summary>ARGV: again, operation, id, closed or empty, that in milliseconds, then fields and values of the record. Answers 1 where it was created.</summary>
    public static readonly RedisScript Create = new(
        """
        local made = redis.call('HGET', KEYS[1], 'operation')
        if made then
          if ARGV[1] == '1' and made == ARGV[2] then return 1 end
          return 0
        end
        redis.call('HSET', KEYS[1], 'operation', ARGV[2], 'closed', ARGV[4], unpack(ARGV, 6))
        redis.call('ZADD', KEYS[2], 0, ARGV[3])
        if ARGV[4] == '' then
          redis.call('SADD', KEYS[3], ARGV[3])
        else
          redis.call('ZADD', KEYS[4], ARGV[5], ARGV[3])
        end
        return 1
        """);

    /// <summary>ARGV: again, id, time, that in milliseconds.</summary>
    public static readonly RedisScript Close = new(
        """
        if redis.call('HGET', KEYS[1], 'closed') == '' then
          redis.call('HSET', KEYS[1], 'closed', ARGV[3])
          redis.call('SREM', KEYS[3], ARGV[2])
          redis.call('ZADD', KEYS[4], ARGV[4], ARGV[2])
        end
        return 1
        """);

    /// <summary>KEYS: all tenants. ARGV: again, tenant.</summary>
    public static readonly RedisScript Note = new("return redis.call('SADD', KEYS[1], ARGV[2])");

    /// <summary>KEYS: ids of closed sessions. ARGV: again, id.</summary>
    public static readonly RedisScript Moved = new("return redis.call('ZREM', KEYS[1], ARGV[2])");
}
