using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Postgres;

/// <summary>Kept answers. Keeping one drops up to a thousand of all tenants that are older than a day.</summary>
internal sealed class PostgresIdempotencyStore(PostgresDatabase database) : IIdempotencyStore
{
    public Task<KeptAnswer?> FindAsync(TenantId tenant, string key, CancellationToken cancellation = default)
    {
        return database.FirstAsync(
            new PostgresStatement("SELECT request_sha256, status, body FROM kept_answers WHERE tenant = $1 AND key = $2", tenant.Value, key),
            reader => new KeptAnswer(reader.GetString(0), reader.GetInt32(1), reader.GetString(2)), cancellation);
    }

    public Task KeepAsync(TenantId tenant, string key, KeptAnswer answer, DateTimeOffset at, CancellationToken cancellation = default)
    {
        return database.WriteAsync(
            new PostgresStatement(
                """
                WITH dropped AS (
                    DELETE FROM kept_answers WHERE ctid IN (
                        SELECT ctid FROM kept_answers WHERE at < $7 AND NOT (tenant = $1 AND key = $2) LIMIT 1000 FOR UPDATE SKIP LOCKED))
                INSERT INTO kept_answers AS k (tenant, key, request_sha256, status, body, at) VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT (tenant, key) DO UPDATE
                    SET request_sha256 = excluded.request_sha256, status = excluded.status, body = excluded.body, at = excluded.at
                    WHERE k.at < $7
                RETURNING 1
                """,
                tenant.Value, key, answer.RequestSha256, answer.Status, answer.Body, at.UtcTicks, (at - KeptAnswers.KeptFor).UtcTicks),
            PostgresRows.Any, cancellation);
    }
}
