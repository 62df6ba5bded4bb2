using Npgsql;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Postgres;

/// <summary>The register of sessions.</summary>
internal sealed class PostgresSessionStore(PostgresDatabase database) : ISessionStore
{
    private const string Columns = "tenant, id, project, version, seed, map_json, created_at, closed_at";

    public Task<bool> CreateAsync(SessionRecord record, CancellationToken cancellation = default)
    {
        // bigint is signed: the seed's bits are kept, not its value.
        return database.WriteAsync(
            new PostgresStatement(
                $"INSERT INTO sessions ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING 1",
                record.Key.Tenant.Value, record.Key.Id, record.Project, record.Version, unchecked((long)record.Seed), record.MapJson,
                record.CreatedAt.UtcTicks, record.ClosedAt?.UtcTicks),
            PostgresRows.Any, cancellation);
    }

    public Task<SessionRecord?> FindAsync(SessionKey key, CancellationToken cancellation = default)
    {
        return database.FirstAsync(
            new PostgresStatement($"SELECT {Columns} FROM sessions WHERE tenant = $1 AND id = $2", key.Tenant.Value, key.Id),
            Record, cancellation);
    }

    public async Task<IReadOnlyList<SessionRecord>> ListAsync(
        TenantId tenant, string? after, int limit, CancellationToken cancellation = default)
    {
        return await database.AllAsync(
            new PostgresStatement(
                $"SELECT {Columns} FROM sessions WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT $3",
                tenant.Value, after ?? string.Empty, Math.Max(0, limit)),
            Record, cancellation);
    }

    public Task<int> CountOpenAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        return database.FirstAsync(
            new PostgresStatement("SELECT count(*)::int FROM sessions WHERE tenant = $1 AND closed_at IS NULL", tenant.Value),
            reader => reader.GetInt32(0), cancellation);
    }

    public Task CloseAsync(SessionKey key, DateTimeOffset at, CancellationToken cancellation = default)
    {
        return database.WriteAsync(
            new PostgresStatement(
                "UPDATE sessions SET closed_at = $3 WHERE tenant = $1 AND id = $2 AND closed_at IS NULL RETURNING 1",
                key.Tenant.Value, key.Id, at.UtcTicks),
            PostgresRows.Any, cancellation);
    }

    private static SessionRecord Record(NpgsqlDataReader reader)
    {
        return new SessionRecord(
            new SessionKey(new TenantId(reader.GetString(0)), reader.GetString(1)), reader.TextOrNull(2), reader.GetInt32(3),
            unchecked((ulong)reader.GetInt64(4)), reader.GetString(5), reader.Instant(6), reader.InstantOrNull(7));
    }
}
