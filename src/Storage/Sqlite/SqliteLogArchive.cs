using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Sqlite;

/// <summary>Where logs lie that were moved, in SQLite.</summary>
/// <param name="database">Where.</param>
public sealed class SqliteLogArchive(SqliteDatabase database) : ILogArchive
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<SessionKey>> ClosedAsync(DateTimeOffset before, int limit, CancellationToken cancellation = default)
    {
        return database.ReadAsync<IReadOnlyList<SessionKey>>(
            statements => statements.All(
                """
                SELECT tenant, id FROM sessions WHERE closed_at IS NOT NULL AND archived = 0 AND closed_at < $1
                ORDER BY closed_at LIMIT $2
                """,
                reader => new SessionKey(new TenantId(reader.GetString(0)), reader.GetString(1)), before.UtcTicks, Math.Max(0, limit)),
            cancellation);
    }

    /// <inheritdoc/>
    public Task<ArchivedLog?> FindAsync(SessionKey session, CancellationToken cancellation = default)
    {
        return database.ReadAsync(statements => Find(statements, session), cancellation);
    }

    /// <inheritdoc/>
    public Task MoveAsync(SessionKey session, ArchivedLog archived, CancellationToken cancellation = default)
    {
        return database.WriteAsync(statements => Move(statements, session, archived), cancellation);
    }

    internal static ArchivedLog? Find(SqliteStatements statements, SessionKey session)
    {
        return statements.First(
            "SELECT sha256, bytes, entries, last_hash FROM archived_logs WHERE tenant = $1 AND session = $2",
            reader => new ArchivedLog(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.Blob(3)),
            session.Tenant.Value, session.Id);
    }

    private static bool Move(SqliteStatements statements, SessionKey session, ArchivedLog archived)
    {
        if (Find(statements, session) is { } before)
        {
            return before.Sha256 == archived.Sha256 ? true : throw LogRules.NotTheEnd(session, archived);
        }

        object? last = statements.Scalar(
            "SELECT max(sequence) FROM event_log WHERE tenant = $1 AND session = $2", session.Tenant.Value, session.Id);
        object? hash = statements.Scalar(
            "SELECT hash FROM event_log WHERE tenant = $1 AND session = $2 AND sequence = $3", session.Tenant.Value, session.Id, last);
        if (last is not long sequence || sequence != archived.Entries - 1 || !archived.LastHash.Span.SequenceEqual((byte[])hash!))
        {
            throw LogRules.NotTheEnd(session, archived);
        }

        statements.Execute(
            "INSERT INTO archived_logs (tenant, session, sha256, bytes, entries, last_hash) VALUES ($1, $2, $3, $4, $5, $6)",
            session.Tenant.Value, session.Id, archived.Sha256, archived.Bytes, archived.Entries, archived.LastHash.ToArray());
        statements.Execute("DELETE FROM event_log WHERE tenant = $1 AND session = $2", session.Tenant.Value, session.Id);
        statements.Execute("UPDATE sessions SET archived = 1 WHERE tenant = $1 AND id = $2", session.Tenant.Value, session.Id);
        return true;
    }
}
