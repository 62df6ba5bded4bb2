using System.Collections.Concurrent;
using System.Security.Cryptography;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Auth;

/// <summary>
/// Checks API keys against the store. A found key is trusted for <see cref="ServiceOptions.KeyCache"/>, so revoking
/// one works within that time; unknown ids are not remembered, so that guessing fills no memory.
/// </summary>
internal sealed class ApiKeyVerifier(ICredentialStore store, TimeProvider time, ServiceOptions options)
{
    private const int MostRemembered = 10_000;
    private readonly ConcurrentDictionary<string, (ApiKeyRecord Key, DateTimeOffset Until)> _known =
        new(StringComparer.Ordinal);

    /// <summary>Whose key it is; null where it is unknown, wrong or revoked.</summary>
    public async ValueTask<TenantId?> VerifyAsync(ApiKey key, CancellationToken cancellation)
    {
        ApiKeyRecord? record = await FindAsync(key.Id, cancellation);

        // The hash is compared even where nothing was found, so that time does not tell whether an id exists.
        Span<byte> nothing = stackalloc byte[SHA256.HashSizeInBytes];
        bool same = CryptographicOperations.FixedTimeEquals(
            key.SecretHash(), record is null ? nothing : record.SecretSha256.Span);
        return same && record is { RevokedAt: null } ? record.Tenant : null;
    }

    /// <summary>Whether a key that was verified before still works.</summary>
    public async ValueTask<bool> StillWorksAsync(string id, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) is { RevokedAt: null };

    private async ValueTask<ApiKeyRecord?> FindAsync(string id, CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_known.TryGetValue(id, out (ApiKeyRecord Key, DateTimeOffset Until) known) && known.Until > now)
        {
            return known.Key;
        }

        ApiKeyRecord? record = await store.FindAsync(id, cancellation);
        if (record is null)
        {
            _known.TryRemove(id, out _);
            return null;
        }

        if (_known.Count >= MostRemembered)
        {
            _known.Clear();
        }

        _known[id] = (record, now + options.KeyCache);
        return record;
    }
}
