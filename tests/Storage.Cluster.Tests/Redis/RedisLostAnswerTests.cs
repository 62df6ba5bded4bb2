using System.Globalization;
using SessionService.Storage.Cluster.Tests.Support;
using SessionService.Storage.Redis;

namespace SessionService.Storage.Cluster.Tests.Redis;

/// <summary>Answers that are lost on the way from Redis: every write is a script.</summary>
public sealed class RedisLostAnswerTests : LostAnswerKit
{
    private protected override int ServerPort => int.Parse(RedisServer.Shared.Port, CultureInfo.InvariantCulture);

    private protected override byte[] Words => "EVALSHA"u8.ToArray();

    private protected override async Task<IStoreSet> OpenAsync(int port, TimeSpan unavailableAfter) => await RedisStores.OpenAsync(
        new RedisOptions($"127.0.0.1:{port}") { Prefix = Guid.NewGuid().ToString("N"), UnavailableAfter = unavailableAfter });
}
