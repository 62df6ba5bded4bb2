namespace SessionService.Storage.Redis;

/// <summary>Scripts of the event log. An entry ends with its hash (<see cref="LogEntryCodec"/>).</summary>
internal static class LogScripts
{
    /// <summary>
    /// KEYS: the log, where it was moved. ARGV: again, sequence of the first entry, the hash before it, the entries. Answers −1 where they are
    /// in the log, else the length of the log that they do not follow.
    /// </summary>
    public static readonly RedisScript Append = new(
        """
        local length = redis.call('LLEN', KEYS[1])
        local first = tonumber(ARGV[2])
        if ARGV[1] == '1' then
          -- Hashes are chained: where the last one is the same, so are all before it.
          local there = redis.call('LINDEX', KEYS[1], first + #ARGV - 4)
          if there and string.sub(there, -32) == string.sub(ARGV[#ARGV], -32) then return -1 end
        end
        if length == 0 then
          local moved = redis.call('HGET', KEYS[2], 'entries')
          if moved then return tonumber(moved) end
        end
        if length ~= first then return length end
        local before = string.rep('\0', 32)
        if length > 0 then before = string.sub(redis.call('LINDEX', KEYS[1], -1), -32) end
        if before ~= ARGV[3] then return length end
        for from = 4, #ARGV, 1000 do
          redis.call('RPUSH', KEYS[1], unpack(ARGV, from, math.min(from + 999, #ARGV)))
        end
        return -1
        """);

    /// <summary>KEYS: the reservation. ARGV: again, sample.</summary>
    public static readonly RedisScript Reserve = new(
        """
        local held = redis.call('GET', KEYS[1])
        if not held or tonumber(held) < tonumber(ARGV[2]) then redis.call('SET', KEYS[1], ARGV[2]) end
        return 1
        """);

    /// <summary>
    /// KEYS: the log, where it was moved. ARGV: again, hash of the blob, its bytes, entries, hash of the last entry. Answers 1
    /// where the log is moved there.
    /// </summary>
    public static readonly RedisScript Move = new(
        """
        local place = redis.call('HGET', KEYS[2], 'sha256')
        if place then return place == ARGV[2] and 1 or 0 end
        if redis.call('LLEN', KEYS[1]) ~= tonumber(ARGV[4]) then return 0 end
        if string.sub(redis.call('LINDEX', KEYS[1], -1), -32) ~= ARGV[5] then return 0 end
        redis.call('HSET', KEYS[2], 'sha256', ARGV[2], 'bytes', ARGV[3], 'entries', ARGV[4], 'hash', ARGV[5])
        redis.call('UNLINK', KEYS[1])
        return 1
        """);
}
