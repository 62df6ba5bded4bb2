namespace SessionService.Sessions.Ports;

/// <summary>An API key as it is kept: never the key itself.</summary>
/// <param name="Id">Public part of the key, shown in listings.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Label">What it is for, in its owner's words.</param>
/// <param name="SecretSha256">SHA-256 of the secret part (256 random bits, so a plain hash is enough).</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RevokedAt">When it stopped working; null while it works.</param>
public sealed record ApiKeyRecord(
    string Id, TenantId Tenant, string Label, ReadOnlyMemory<byte> SecretSha256, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);

/// <summary>API keys and the server's own secrets.</summary>
public interface ICredentialStore
{
    /// <summary>A key by its public id, revoked or not; null where there is none.</summary>
    Task<ApiKeyRecord?> FindAsync(string id, CancellationToken cancellation = default);

    /// <summary>Adds a key; durable when it completes.</summary>
    Task AddAsync(ApiKeyRecord key, CancellationToken cancellation = default);

    /// <summary>Keys of a tenant in order of creation; of all tenants where <paramref name="tenant"/> is null.</summary>
    Task<IReadOnlyList<ApiKeyRecord>> ListAsync(TenantId? tenant, CancellationToken cancellation = default);

    /// <summary>Makes a key stop working.</summary>
    /// <returns>False where the tenant has no such key.</returns>
    Task<bool> RevokeAsync(TenantId tenant, string id, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>A named secret of the server, made of <paramref name="bytes"/> random bytes the first time it is asked for.</summary>
    Task<ReadOnlyMemory<byte>> GetOrCreateSecretAsync(string name, int bytes, CancellationToken cancellation = default);
}
