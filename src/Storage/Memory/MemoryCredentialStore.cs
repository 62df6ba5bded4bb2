using System.Security.Cryptography;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Memory;

/// <summary>API keys and server secrets in memory.</summary>
public sealed class MemoryCredentialStore : ICredentialStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ApiKeyRecord> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _secrets = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<ApiKeyRecord?> FindAsync(string id, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return Task.FromResult(_keys.GetValueOrDefault(id));
        }
    }

    /// <inheritdoc/>
    public Task AddAsync(ApiKeyRecord key, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return _keys.TryAdd(key.Id, key)
                ? Task.CompletedTask
                : Task.FromException(new InvalidOperationException($"There is a key {key.Id} already."));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ApiKeyRecord>> ListAsync(TenantId? tenant, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<ApiKeyRecord>>(
            [
                .. _keys.Values
                    .Where(key => tenant is null || key.Tenant == tenant)
                    .OrderBy(key => key.CreatedAt)
                    .ThenBy(key => key.Id, StringComparer.Ordinal),
            ]);
        }
    }

    /// <inheritdoc/>
    public Task<bool> RevokeAsync(TenantId tenant, string id, DateTimeOffset at, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            if (!_keys.TryGetValue(id, out ApiKeyRecord? key) || key.Tenant != tenant)
            {
                return Task.FromResult(false);
            }

            _keys[id] = key with { RevokedAt = key.RevokedAt ?? at };
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> GetOrCreateSecretAsync(string name, int bytes, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            if (!_secrets.TryGetValue(name, out byte[]? secret))
            {
                secret = RandomNumberGenerator.GetBytes(bytes);
                _secrets.Add(name, secret);
            }

            return Task.FromResult<ReadOnlyMemory<byte>>(secret);
        }
    }
}
