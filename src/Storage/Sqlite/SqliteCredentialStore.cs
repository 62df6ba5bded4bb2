using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Sqlite;

/// <summary>API keys and server secrets in SQLite.</summary>
/// <param name="database">Where.</param>
public sealed class SqliteCredentialStore(SqliteDatabase database) : ICredentialStore
{
    private const string Columns = "id, tenant, label, secret_sha256, created_at, revoked_at";

    /// <inheritdoc/>
    public Task<ApiKeyRecord?> FindAsync(string id, CancellationToken cancellation = default)
    {
        return database.ReadAsync(
            statements => statements.First($"SELECT {Columns} FROM api_keys WHERE id = $1", Record, id), cancellation);
    }

    /// <inheritdoc/>
    public Task AddAsync(ApiKeyRecord key, CancellationToken cancellation = default)
    {
        return database.WriteAsync(
            statements =>
            {
                int added = statements.Execute(
                    $"INSERT INTO api_keys ({Columns}) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
                    key.Id, key.Tenant.Value, key.Label, key.SecretSha256.ToArray(), key.CreatedAt.UtcTicks, key.RevokedAt?.UtcTicks);
                return added == 1 ? added : throw new InvalidOperationException($"There is a key {key.Id} already.");
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ApiKeyRecord>> ListAsync(TenantId? tenant, CancellationToken cancellation = default)
    {
        return database.ReadAsync<IReadOnlyList<ApiKeyRecord>>(
            statements => statements.All(
                $"SELECT {Columns} FROM api_keys WHERE $1 IS NULL OR tenant = $1 ORDER BY created_at, id", Record, tenant?.Value),
            cancellation);
    }

    /// <inheritdoc/>
    public Task<bool> RevokeAsync(TenantId tenant, string id, DateTimeOffset at, CancellationToken cancellation = default)
    {
        return database.WriteAsync(
            statements => statements.Execute(
                "UPDATE api_keys SET revoked_at = coalesce(revoked_at, $3) WHERE tenant = $1 AND id = $2",
                tenant.Value, id, at.UtcTicks) == 1,
            cancellation);
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> GetOrCreateSecretAsync(string name, int bytes, CancellationToken cancellation = default)
    {
        byte[]? kept = await database.ReadAsync(statements => Secret(statements, name), cancellation);
        return kept ?? await database.WriteAsync(
            statements =>
            {
                statements.Execute(
                    "INSERT INTO server_secrets (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                    name, RandomNumberGenerator.GetBytes(bytes));
                return Secret(statements, name)!;
            },
            cancellation);
    }

    private static byte[]? Secret(SqliteStatements statements, string name)
    {
        return (byte[]?)statements.Scalar("SELECT value FROM server_secrets WHERE name = $1", name);
    }

    private static ApiKeyRecord Record(SqliteDataReader reader)
    {
        return new ApiKeyRecord(
            reader.GetString(0), new TenantId(reader.GetString(1)), reader.GetString(2), reader.Blob(3), reader.Instant(4),
            reader.InstantOrNull(5));
    }
}
