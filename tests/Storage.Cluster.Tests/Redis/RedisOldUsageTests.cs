using SessionService.Sessions.Ports;
using SessionService.Storage.Redis;
using SessionService.Storage.Tests.Support;
using StackExchange.Redis;

namespace SessionService.Storage.Cluster.Tests.Redis;

/// <summary>Accounts that were written before the work of models was in them.</summary>
public sealed class RedisOldUsageTests
{
    private const int AmountsOfModels = 3 * sizeof(long);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Members_with_six_amounts_are_summed_with_those_of_nine()
    {
        string prefix = Guid.NewGuid().ToString("N");
        await using RedisStores stores = await RedisStores.OpenAsync(RedisServer.Shared.Options with { Prefix = prefix });
        await stores.Usage.AddAsync([new UsageRecord(Make.Session("s"), Make.Noon, 1, 2, 3, 4, 5, 6, 7, 8, 9)], Token);
        await using ConnectionMultiplexer server = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{RedisServer.Shared.Port}");
        foreach (RedisKey key in server.GetServers()[0].Keys(pattern: $"*{prefix}*"))
        {
            if (await server.GetDatabase().KeyTypeAsync(key) == RedisType.SortedSet)
            {
                byte[] member = (byte[])(await server.GetDatabase().SortedSetRangeByRankAsync(key))[0]!;
                await server.GetDatabase().SortedSetAddAsync(key, member[..^AmountsOfModels], 0);
            }
        }

        foreach (string? session in new[] { "s", null })
        {
            UsageRecord sum = await stores.Usage.SumAsync(Make.Ann, session, Make.Noon, Make.Noon.AddHours(1), Token);
            Assert.Equal((2, 4, 6, 8, 10, 12), (sum.RenderedSamples, sum.ListenedSamples, sum.CpuMicroseconds, sum.BytesSent, sum.Commands, sum.LateCues));
            Assert.Equal((7, 8, 9), (sum.ModelCpuMicroseconds, sum.ModelAcceleratorMicroseconds, sum.ModelTokens));
        }
    }
}
