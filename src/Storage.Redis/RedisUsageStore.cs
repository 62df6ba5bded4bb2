using System.Buffers.Binary;
using SessionService.Sessions;
using SessionService.Sessions.Ports;
using StackExchange.Redis;

namespace SessionService.Storage.Redis;

/// <summary>
/// Accounts as members of sorted sets, one of the tenant and one of each session, ordered by their bytes: time (i64,
/// big-endian), what added it (16 bytes and i32), nine amounts (i64, little-endian); members of the first format have six.
/// </summary>
internal sealed class RedisUsageStore(RedisConnection connection, RedisWriter writer, RedisKeys keys) : IUsageStore
{
    private const int Page = 1000;
    private const int Head = sizeof(long) + 16 + sizeof(int);
    private const int Amounts = 9;

    /// <summary>Durable when it completes; where it fails, tenants may have theirs and others not.</summary>
    public Task AddAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellation = default)
    {
        var id = Guid.NewGuid();
        return Task.WhenAll(records.Index().GroupBy(item => item.Item.Session.Tenant).Select(tenant =>
        {
            List<RedisKey> touched = [keys.Usage(tenant.Key)];
            List<RedisValue> values = [];
            foreach ((int index, UsageRecord record) in tenant)
            {
                touched.Add(keys.Usage(record.Session));
                values.Add(Encode(record, id, index));
                values.Add(touched.Count);
            }

            return writer.WriteAsync(new RedisWrite(ServerScripts.AddUsage, [.. touched], [.. values]), cancellation);
        }));
    }

    public async Task<UsageRecord> SumAsync(
        TenantId tenant, string? session, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation = default)
    {
        var key = new SessionKey(tenant, session ?? string.Empty);
        RedisKey set = session is null ? keys.Usage(tenant) : keys.Usage(key);
        long[] sum = new long[Amounts];
        RedisValue after = Time(from);
        while (true)
        {
            RedisValue first = after;
            RedisValue[] page = await connection.ReadAsync(
                database => database.SortedSetRangeByValueAsync(
                    set, first, Time(to), Exclude.Both, Order.Ascending, 0, Page, CommandFlags.DemandMaster),
                cancellation);
            foreach (RedisValue member in page)
            {
                Add(sum, (byte[])member!);
            }

            if (page.Length < Page)
            {
                return new UsageRecord(key, to, sum[0], sum[1], sum[2], sum[3], sum[4], sum[5], sum[6], sum[7], sum[8]);
            }

            after = page[^1];
        }
    }

    private static byte[] Encode(UsageRecord record, Guid id, int index)
    {
        byte[] bytes = new byte[Head + (Amounts * sizeof(long))];
        BinaryPrimitives.WriteInt64BigEndian(bytes, record.At.UtcTicks);
        id.TryWriteBytes(bytes.AsSpan(sizeof(long)));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(sizeof(long) + 16), index);
        ReadOnlySpan<long> amounts =
        [
            record.RenderedSamples, record.ListenedSamples, record.CpuMicroseconds, record.BytesSent, record.Commands, record.LateCues,
            record.ModelCpuMicroseconds, record.ModelAcceleratorMicroseconds, record.ModelTokens,
        ];
        for (int i = 0; i < Amounts; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(Head + (i * sizeof(long))), amounts[i]);
        }

        return bytes;
    }

    private static void Add(long[] sum, ReadOnlySpan<byte> member)
    {
        int amounts = Math.Min(Amounts, (member.Length - Head) / sizeof(long));
        for (int i = 0; i < amounts; i++)
        {
            sum[i] += BinaryPrimitives.ReadInt64LittleEndian(member[(Head + (i * sizeof(long)))..]);
        }
    }

    // Shorter than every member of that time, so it stands before them.
    private static byte[] Time(DateTimeOffset at)
    {
        byte[] bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, at.UtcTicks);
        return bytes;
    }
}
