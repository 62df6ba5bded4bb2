using System.Collections.Concurrent;
using System.Globalization;
using SessionService.Sessions;
using SessionService.Sessions.Ports;
using StackExchange.Redis;

namespace SessionService.Storage.Redis;

/// <summary>The register of sessions: a hash each, their ids in order, and the ids of the open ones.</summary>
internal sealed class RedisSessionStore(RedisConnection connection, RedisWriter writer, RedisKeys keys) : ISessionStore
{
    private static readonly RedisValue[] Fields = ["project", "version", "seed", "map", "created", "closed"];

    private readonly ConcurrentDictionary<TenantId, byte> _tenants = new();

    public async Task<bool> CreateAsync(SessionRecord record, CancellationToken cancellation = default)
    {
        RedisValue[] values =
        [
            Guid.NewGuid().ToString("N"), record.Key.Id, record.ClosedAt is { } closed ? closed.UtcTicks : string.Empty,
            (record.ClosedAt ?? record.CreatedAt).Milliseconds(),
            "version", record.Version, "seed", record.Seed.ToString(CultureInfo.InvariantCulture), "map", record.MapJson,
            "created", record.CreatedAt.UtcTicks,
            .. record.Project is null ? (RedisValue[])[] : ["project", record.Project],
        ];
        if (!_tenants.ContainsKey(record.Key.Tenant))
        {
            // Before its first session: a tenant without one is no harm, a session of no tenant would never be found.
            await writer.WriteAsync(new RedisWrite(SessionScripts.Note, [keys.Tenants], [record.Key.Tenant.Value]), cancellation);
            _tenants.TryAdd(record.Key.Tenant, 0);
        }

        return (bool)await writer.WriteAsync(new RedisWrite(SessionScripts.Create, Keys(record.Key), values), cancellation);
    }

    public Task<SessionRecord?> FindAsync(SessionKey key, CancellationToken cancellation = default)
    {
        return connection.ReadAsync(database => FindAsync(database, key), cancellation);
    }

    public Task<IReadOnlyList<SessionRecord>> ListAsync(
        TenantId tenant, string? after, int limit, CancellationToken cancellation = default)
    {
        return connection.ReadAsync<IReadOnlyList<SessionRecord>>(
            async database =>
            {
                RedisValue[] ids = await database.IdsAsync(keys.Sessions(tenant), after, limit);
                SessionRecord?[] found = await Task.WhenAll(ids.Select(id => FindAsync(database, new SessionKey(tenant, id!))));
                return [.. found.OfType<SessionRecord>()];
            },
            cancellation);
    }

    public async Task<int> CountOpenAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        return (int)await connection.ReadAsync(
            database => database.SetLengthAsync(keys.OpenSessions(tenant), CommandFlags.DemandMaster), cancellation);
    }

    public Task CloseAsync(SessionKey key, DateTimeOffset at, CancellationToken cancellation = default)
    {
        return writer.WriteAsync(new RedisWrite(SessionScripts.Close, Keys(key), [key.Id, at.UtcTicks, at.Milliseconds()]), cancellation);
    }

    private async Task<SessionRecord?> FindAsync(IDatabase database, SessionKey key)
    {
        RedisValue[] found = await database.HashGetAsync(keys.Session(key), Fields, CommandFlags.DemandMaster);
        return found[4].IsNull
            ? null
            : new SessionRecord(
                key, found[0], (int)found[1], ulong.Parse((string)found[2]!, CultureInfo.InvariantCulture), found[3]!, found[4].Instant(),
                found[5].IsNullOrEmpty ? null : found[5].Instant());
    }

    private RedisKey[] Keys(SessionKey key)
    {
        return [keys.Session(key), keys.Sessions(key.Tenant), keys.OpenSessions(key.Tenant), keys.ClosedSessions(key.Tenant)];
    }
}
