using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Postgres;

/// <summary>Where logs lie that were moved.</summary>
internal sealed class PostgresLogArchive(PostgresDatabase database) : ILogArchive
{
    public async Task<IReadOnlyList<SessionKey>> ClosedAsync(DateTimeOffset before, int limit, CancellationToken cancellation = default)
    {
        return await database.AllAsync(
            new PostgresStatement(
                "SELECT tenant, id FROM sessions WHERE NOT archived AND closed_at < $1 ORDER BY closed_at LIMIT $2", before.UtcTicks, limit),
            reader => new SessionKey(new TenantId(reader.GetString(0)), reader.GetString(1)), cancellation);
    }

    public Task<ArchivedLog?> FindAsync(SessionKey session, CancellationToken cancellation = default)
    {
        return database.FirstAsync(
            new PostgresStatement(
                """
                SELECT archived_sha256, archived_bytes, sequence, hash FROM logs
                WHERE tenant = $1 AND session = $2 AND archived_sha256 IS NOT NULL
                """,
                session.Tenant.Value, session.Id),
            reader => new ArchivedLog(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2) + 1, reader.Blob(3)), cancellation);
    }

    public async Task MoveAsync(SessionKey session, ArchivedLog archived, CancellationToken cancellation = default)
    {
        bool moved = await database.WriteAsync(
            new PostgresStatement(
                "SELECT archive_log($1, $2, $3, $4, $5, $6)", session.Tenant.Value, session.Id, archived.Sha256, archived.Bytes,
                archived.Entries - 1, archived.LastHash.ToArray()),
            reader => reader.Read() && reader.GetBoolean(0), cancellation);
        if (!moved)
        {
            throw LogRules.NotTheEnd(session, archived);
        }
    }
}
