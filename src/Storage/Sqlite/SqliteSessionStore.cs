using System.Globalization;
using Microsoft.Data.Sqlite;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Sqlite;

/// <summary>The register of sessions in SQLite.</summary>
/// <param name="database">Where.</param>
public sealed class SqliteSessionStore(SqliteDatabase database) : ISessionStore
{
    private const string Columns = "tenant, id, project, version, seed, map_json, created_at, closed_at";

    /// <inheritdoc/>
    public Task<bool> CreateAsync(SessionRecord record, CancellationToken cancellation = default)
    {
        // SQLite's integers are signed: the seed's bits are kept, not its value.
        return database.WriteAsync(
            statements => statements.Execute(
                $"INSERT INTO sessions ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
                record.Key.Tenant.Value, record.Key.Id, record.Project, record.Version, unchecked((long)record.Seed), record.MapJson,
                record.CreatedAt.UtcTicks, record.ClosedAt?.UtcTicks) == 1,
            cancellation);
    }

    /// <inheritdoc/>
    public Task<SessionRecord?> FindAsync(SessionKey key, CancellationToken cancellation = default)
    {
        return database.ReadAsync(
            statements => statements.First(
                $"SELECT {Columns} FROM sessions WHERE tenant = $1 AND id = $2", Record, key.Tenant.Value, key.Id),
            cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SessionRecord>> ListAsync(
        TenantId tenant, string? after, int limit, CancellationToken cancellation = default)
    {
        return database.ReadAsync<IReadOnlyList<SessionRecord>>(
            statements => statements.All(
                $"SELECT {Columns} FROM sessions WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT $3",
                Record, tenant.Value, after ?? string.Empty, Math.Max(0, limit)),
            cancellation);
    }

    /// <inheritdoc/>
    public Task<int> CountOpenAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        return database.ReadAsync(
            statements => Convert.ToInt32(
                statements.Scalar("SELECT count(*) FROM sessions WHERE tenant = $1 AND closed_at IS NULL", tenant.Value),
                CultureInfo.InvariantCulture),
            cancellation);
    }

    /// <inheritdoc/>
    public Task CloseAsync(SessionKey key, DateTimeOffset at, CancellationToken cancellation = default)
    {
        return database.WriteAsync(
            statements => statements.Execute(
                "UPDATE sessions SET closed_at = $3 WHERE tenant = $1 AND id = $2 AND closed_at IS NULL",
                key.Tenant.Value, key.Id, at.UtcTicks),
            cancellation);
    }

    private static SessionRecord Record(SqliteDataReader reader)
    {
        return new SessionRecord(
            new SessionKey(new TenantId(reader.GetString(0)), reader.GetString(1)), reader.TextOrNull(2), reader.GetInt32(3),
            unchecked((ulong)reader.GetInt64(4)), reader.GetString(5), reader.Instant(6), reader.InstantOrNull(7));
    }
}
