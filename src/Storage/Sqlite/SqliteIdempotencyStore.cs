using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Sqlite;

/// <summary>Kept answers in SQLite. Keeping one drops those of all tenants that are older than a day.</summary>
/// <param name="database">Where.</param>
public sealed class SqliteIdempotencyStore(SqliteDatabase database) : IIdempotencyStore
{
    /// <inheritdoc/>
    public Task<KeptAnswer?> FindAsync(TenantId tenant, string key, CancellationToken cancellation = default)
    {
        return database.ReadAsync(
            statements => statements.First(
                "SELECT request_sha256, status, body FROM kept_answers WHERE tenant = $1 AND key = $2",
                reader => new KeptAnswer(reader.GetString(0), reader.GetInt32(1), reader.GetString(2)),
                tenant.Value, key),
            cancellation);
    }

    /// <inheritdoc/>
    public Task KeepAsync(TenantId tenant, string key, KeptAnswer answer, DateTimeOffset at, CancellationToken cancellation = default)
    {
        return database.WriteAsync(
            statements =>
            {
                statements.Execute("DELETE FROM kept_answers WHERE at < $1", (at - KeptAnswers.KeptFor).UtcTicks);
                return statements.Execute(
                    """
                    INSERT INTO kept_answers (tenant, key, request_sha256, status, body, at) VALUES ($1, $2, $3, $4, $5, $6)
                    ON CONFLICT DO NOTHING
                    """,
                    tenant.Value, key, answer.RequestSha256, answer.Status, answer.Body, at.UtcTicks);
            },
            cancellation);
    }
}
