using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using SessionService.Sessions;
using SessionService.Sessions.Ports;
using StackExchange.Redis;

namespace SessionService.Storage.Redis;

/// <summary>
/// Kept answers: a hash per tenant, and its keys by time. Keeping one drops those of the tenant that are older than a day;
/// the server drops those of a tenant that keeps nothing more.
/// </summary>
internal sealed class RedisIdempotencyStore(RedisConnection connection, RedisWriter writer, RedisKeys keys) : IIdempotencyStore
{
    public async Task<KeptAnswer?> FindAsync(TenantId tenant, string key, CancellationToken cancellation = default)
    {
        RedisValue kept = await connection.ReadAsync(
            database => database.HashGetAsync(keys.Answers(tenant), key, CommandFlags.DemandMaster), cancellation);
        return kept.IsNull ? null : JsonSerializer.Deserialize<KeptAnswer>((byte[])kept!);
    }

    public Task KeepAsync(TenantId tenant, string key, KeptAnswer answer, DateTimeOffset at, CancellationToken cancellation = default)
    {
        RedisValue[] values =
        [
            key, JsonSerializer.SerializeToUtf8Bytes(answer), Time(at, Encoding.UTF8.GetBytes(key)), Time(at - KeptAnswers.KeptFor, []),
            (long)(2 * KeptAnswers.KeptFor.TotalSeconds),
        ];
        return writer.WriteAsync(new RedisWrite(ServerScripts.KeepAnswer, [keys.Answers(tenant), keys.AnswerTimes(tenant)], values), cancellation);
    }

    private static byte[] Time(DateTimeOffset at, ReadOnlySpan<byte> key)
    {
        byte[] bytes = new byte[sizeof(long) + key.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, at.UtcTicks);
        key.CopyTo(bytes.AsSpan(sizeof(long)));
        return bytes;
    }
}
