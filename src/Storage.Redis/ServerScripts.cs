namespace SessionService.Storage.Redis;

/// <summary>Scripts of accounts, credentials and kept answers.</summary>
internal static class ServerScripts
{
    /// <summary>
    /// KEYS: the tenant's accounts, then those of its sessions. ARGV: again, then in turn a record and the index of its
    /// session's key. A record that is there already stays one: it names what added it.
    /// </summary>
    public static readonly RedisScript AddUsage = new(
        """
        for i = 2, #ARGV, 2 do
          redis.call('ZADD', KEYS[1], 0, ARGV[i])
          redis.call('ZADD', KEYS[tonumber(ARGV[i + 1])], 0, ARGV[i])
        end
        return 1
        """);

    /// <summary>KEYS: all keys. ARGV: again, id, record. Answers 1 where the id was free.</summary>
    public static readonly RedisScript AddKey = new(
        """
        local there = redis.call('HGET', KEYS[1], ARGV[2])
        if there then
          if ARGV[1] == '1' and there == ARGV[3] then return 1 end
          return 0
        end
        redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
        return 1
        """);

    /// <summary>KEYS: all keys. ARGV: again, id, the record before, the record after. Answers 1 where it was as it was before.</summary>
    public static readonly RedisScript RevokeKey = new(
        """
        local there = redis.call('HGET', KEYS[1], ARGV[2])
        if there == ARGV[4] then return 1 end
        if there ~= ARGV[3] then return 0 end
        redis.call('HSET', KEYS[1], ARGV[2], ARGV[4])
        return 1
        """);

    /// <summary>KEYS: all secrets. ARGV: again, name, bytes. Answers with the secret that stands.</summary>
    public static readonly RedisScript MakeSecret = new(
        """
        redis.call('HSETNX', KEYS[1], ARGV[2], ARGV[3])
        return redis.call('HGET', KEYS[1], ARGV[2])
        """);

    /// <summary>
    /// KEYS: the answers, their times. ARGV: again, key, answer, time and key, what is older than this is dropped, seconds
    /// after which the server drops all of a tenant that keeps nothing more. At most a thousand are dropped at a time.
    /// </summary>
    public static readonly RedisScript KeepAnswer = new(
        """
        for _, old in ipairs(redis.call('ZRANGEBYLEX', KEYS[2], '-', '(' .. ARGV[5], 'LIMIT', 0, 1000)) do
          redis.call('ZREM', KEYS[2], old)
          redis.call('HDEL', KEYS[1], string.sub(old, 9))
        end
        if redis.call('HSETNX', KEYS[1], ARGV[2], ARGV[3]) == 1 then redis.call('ZADD', KEYS[2], 0, ARGV[4]) end
        redis.call('EXPIRE', KEYS[1], ARGV[6])
        redis.call('EXPIRE', KEYS[2], ARGV[6])
        return 1
        """);
}
