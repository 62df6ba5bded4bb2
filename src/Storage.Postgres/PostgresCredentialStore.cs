using System.Security.Cryptography;
using Npgsql;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Postgres;

/// <summary>API keys and server secrets.</summary>
internal sealed class PostgresCredentialStore(PostgresDatabase database) : ICredentialStore
{
    private const string Columns = "id, tenant, label, secret_sha256, created_at, revoked_at";

    public Task<ApiKeyRecord?> FindAsync(string id, CancellationToken cancellation = default)
    {
        return database.FirstAsync(new PostgresStatement($"SELECT {Columns} FROM api_keys WHERE id = $1", id), Record, cancellation);
    }

    public async Task AddAsync(ApiKeyRecord key, CancellationToken cancellation = default)
    {
        bool added = await database.WriteAsync(
            new PostgresStatement(
                $"INSERT INTO api_keys ({Columns}) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING 1",
                key.Id, key.Tenant.Value, key.Label, key.SecretSha256.ToArray(), key.CreatedAt.UtcTicks, key.RevokedAt?.UtcTicks),
            PostgresRows.Any, cancellation);
        if (!added)
        {
            throw new InvalidOperationException($"There is a key {key.Id} already.");
        }
    }

    public async Task<IReadOnlyList<ApiKeyRecord>> ListAsync(TenantId? tenant, CancellationToken cancellation = default)
    {
        return await database.AllAsync(
            new PostgresStatement(
                $"SELECT {Columns} FROM api_keys WHERE $1::text IS NULL OR tenant = $1 ORDER BY created_at, id", tenant?.Value),
            Record, cancellation);
    }

    public Task<bool> RevokeAsync(TenantId tenant, string id, DateTimeOffset at, CancellationToken cancellation = default)
    {
        return database.WriteAsync(
            new PostgresStatement(
                "UPDATE api_keys SET revoked_at = coalesce(revoked_at, $3) WHERE tenant = $1 AND id = $2 RETURNING 1",
                tenant.Value, id, at.UtcTicks),
            PostgresRows.Any, cancellation);
    }

    public async Task<ReadOnlyMemory<byte>> GetOrCreateSecretAsync(string name, int bytes, CancellationToken cancellation = default)
    {
        byte[]? kept = await database.FirstAsync(
            new PostgresStatement("SELECT value FROM server_secrets WHERE name = $1", name), reader => reader.Blob(0), cancellation);

        // Where another was first, its value is written over itself, so that it is returned.
        return kept ?? await database.WriteAsync(
            new PostgresStatement(
                """
                INSERT INTO server_secrets AS s (name, value) VALUES ($1, $2)
                ON CONFLICT (name) DO UPDATE SET value = s.value RETURNING value
                """,
                name, RandomNumberGenerator.GetBytes(bytes)),
            reader => reader.Read() ? reader.Blob(0) : [], cancellation);
    }

    private static ApiKeyRecord Record(NpgsqlDataReader reader)
    {
        return new ApiKeyRecord(
            reader.GetString(0), new TenantId(reader.GetString(1)), reader.GetString(2), reader.Blob(3), reader.Instant(4),
            reader.InstantOrNull(5));
    }
}
