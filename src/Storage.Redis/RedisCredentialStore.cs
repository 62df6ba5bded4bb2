using System.Security.Cryptography;
using System.Text.Json;
using SessionService.Sessions;
using SessionService.Sessions.Ports;
using StackExchange.Redis;

namespace SessionService.Storage.Redis;

/// <summary>API keys and server secrets, a hash of each.</summary>
internal sealed class RedisCredentialStore(RedisConnection connection, RedisWriter writer, RedisKeys keys) : ICredentialStore
{
    public async Task<ApiKeyRecord?> FindAsync(string id, CancellationToken cancellation = default)
    {
        RedisValue found = await GetAsync(keys.ApiKeys, id, cancellation);
        return found.IsNull ? null : Read(found);
    }

    public async Task AddAsync(ApiKeyRecord key, CancellationToken cancellation = default)
    {
        if (!(bool)await writer.WriteAsync(new RedisWrite(ServerScripts.AddKey, [keys.ApiKeys], [key.Id, Write(key)]), cancellation))
        {
            throw new InvalidOperationException($"There is a key {key.Id} already.");
        }
    }

    public async Task<IReadOnlyList<ApiKeyRecord>> ListAsync(TenantId? tenant, CancellationToken cancellation = default)
    {
        RedisValue[] all = await connection.ReadAsync(
            database => database.HashValuesAsync(keys.ApiKeys, CommandFlags.DemandMaster), cancellation);
        return
        [
            .. all.Select(Read).Where(key => tenant is null || key.Tenant == tenant)
                .OrderBy(key => key.CreatedAt).ThenBy(key => key.Id, StringComparer.Ordinal),
        ];
    }

    public async Task<bool> RevokeAsync(TenantId tenant, string id, DateTimeOffset at, CancellationToken cancellation = default)
    {
        while (true)
        {
            RedisValue before = await GetAsync(keys.ApiKeys, id, cancellation);
            ApiKeyRecord? key = before.IsNull ? null : Read(before);
            if (key is null || key.Tenant != tenant)
            {
                return false;
            }

            // Only who finds it as it was writes: the first time stays.
            if (key.RevokedAt is not null || (bool)await writer.WriteAsync(
                new RedisWrite(ServerScripts.RevokeKey, [keys.ApiKeys], [id, before, Write(key with { RevokedAt = at })]), cancellation))
            {
                return true;
            }
        }
    }

    public async Task<ReadOnlyMemory<byte>> GetOrCreateSecretAsync(string name, int bytes, CancellationToken cancellation = default)
    {
        RedisValue kept = await GetAsync(keys.Secrets, name, cancellation);
        return kept.IsNull
            ? (byte[])(await writer.WriteAsync(
                new RedisWrite(ServerScripts.MakeSecret, [keys.Secrets], [name, RandomNumberGenerator.GetBytes(bytes)]), cancellation))!
            : (byte[])kept!;
    }

    private Task<RedisValue> GetAsync(RedisKey key, string field, CancellationToken cancellation)
    {
        return connection.ReadAsync(database => database.HashGetAsync(key, field, CommandFlags.DemandMaster), cancellation);
    }

    private static RedisValue Write(ApiKeyRecord key)
    {
        return JsonSerializer.SerializeToUtf8Bytes(new Stored(
            key.Id, key.Tenant.Value, key.Label, key.SecretSha256.ToArray(), key.CreatedAt.UtcTicks, key.RevokedAt?.UtcTicks));
    }

    private static ApiKeyRecord Read(RedisValue value)
    {
        Stored key = JsonSerializer.Deserialize<Stored>((byte[])value!)!;
        return new ApiKeyRecord(
            key.Id, new TenantId(key.Tenant), key.Label, key.SecretSha256, new DateTimeOffset(key.CreatedAt, TimeSpan.Zero),
            key.RevokedAt is { } revoked ? new DateTimeOffset(revoked, TimeSpan.Zero) : null);
    }

    private sealed record Stored(string Id, string Tenant, string Label, byte[] SecretSha256, long CreatedAt, long? RevokedAt);
}
