namespace SessionService.Storage.Redis;

/// <summary>
/// Scripts of projects. KEYS: the project, its versions, what was undone, all ids, the operation. ARGV: again, id, time, the
/// revision that is expected or empty, then each script's own. They answer with the number of a
/// <see cref="SessionService.Sessions.Ports.ProjectChange"/> and, where there is a project, its fields. What was done is noted
/// under the operation, so that asking again after a lost answer does not do it twice.
/// </summary>
internal static class ProjectScripts
{
    /// <summary>ARGV[5..8]: name, map, comment, hash. Answers with nothing where the key is taken.</summary>
    public static readonly RedisScript Create = new(Common +
        """
        if again() then return record(0) end
        if redis.call('EXISTS', P) == 1 then return {} end
        redis.call('HSET', P, 'name', ARGV[5], 'created', ARGV[3], 'revision', 0)
        redis.call('ZADD', KEYS[4], 0, ARGV[2])
        add('1', '0', ARGV[6], ARGV[7], ARGV[8])
        return move('1', '1')
        """);

    /// <summary>ARGV[5..8]: map, comment, hash, most versions.</summary>
    public static readonly RedisScript Save = new(Change(
        """
        local next = tonumber(latest) + 1
        if next > tonumber(ARGV[8]) then return record(4) end
        add(text(next), current, ARGV[5], ARGV[6], ARGV[7])
        redis.call('DEL', U)
        return move(text(next), text(next))
        """));

    /// <summary>No more values.</summary>
    public static readonly RedisScript Undo = new(Change(
        """
        local parent = redis.call('HGET', V, current .. ':parent')
        if parent == '0' then return record(3) end
        redis.call('RPUSH', U, current)
        return move(parent, latest)
        """));

    /// <summary>No more values.</summary>
    public static readonly RedisScript Redo = new(Change(
        """
        local version = redis.call('RPOP', U)
        if not version then return record(3) end
        return move(version, latest)
        """));

    /// <summary>No more values.</summary>
    public static readonly RedisScript Delete = new(Change(
        """
        redis.call('UNLINK', P, V, U)
        redis.call('ZREM', KEYS[4], ARGV[2])
        return done()
        """));

    private const string Common =
        """
        local P, V, U = KEYS[1], KEYS[2], KEYS[3]
        local function text(number) return string.format('%d', number) end
        local function record(change)
          local p = redis.call('HMGET', P, 'name', 'current', 'latest', 'revision', 'created', 'changed')
          if not p[1] then return {change} end
          local parent = redis.call('HGET', V, p[2] .. ':parent')
          return {change, p[1], p[2], p[3], p[4], p[5], p[6], parent, redis.call('LLEN', U)}
        end
        local function done()
          redis.call('SET', KEYS[5], '1', 'EX', 3600)
          return record(0)
        end
        local function add(version, parent, map, comment, sha256)
          redis.call('HSET', V, version .. ':parent', parent, version .. ':map', map, version .. ':comment', comment,
            version .. ':sha256', sha256, version .. ':at', ARGV[3])
        end
        local function move(current, latest)
          redis.call('HSET', P, 'current', current, 'latest', latest, 'changed', ARGV[3])
          redis.call('HINCRBY', P, 'revision', 1)
          return done()
        end
        local function again() return ARGV[1] == '1' and redis.call('EXISTS', KEYS[5]) == 1 end

        """;

    private static string Change(string body)
    {
        return Common +
            """
            if again() then return record(0) end
            local p = redis.call('HMGET', P, 'revision', 'current', 'latest')
            local revision, current, latest = p[1], p[2], p[3]
            if not revision then return {1} end
            if ARGV[4] ~= '' and ARGV[4] ~= revision then return record(2) end

            """ + body;
    }
}
