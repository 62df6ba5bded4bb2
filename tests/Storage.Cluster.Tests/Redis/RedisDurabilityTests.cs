using SessionService.Sessions.Ports;
using SessionService.Storage.Redis;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Cluster.Tests.Redis;

/// <summary>Acknowledged means stored: servers that would not hold to it are refused.</summary>
public sealed class RedisDurabilityTests
{
    [Theory]
    [InlineData("--appendfsync", "everysec", "appendfsync everysec")]
    [InlineData("--appendonly", "no", "appendonly no")]
    [InlineData("--maxmemory 100mb --maxmemory-policy", "allkeys-lru", "maxmemory-policy allkeys-lru")]
    [InlineData("--rename-command CONFIG", "", "does not say")]
    public async Task A_server_that_may_lose_what_it_acknowledged_is_refused_unless_trusted(string setting, string value, string said)
    {
        using var server = new RedisServer([.. setting.Split(' '), value]);
        StoreOpenException refusal = await Assert.ThrowsAsync<StoreOpenException>(() => RedisStores.OpenAsync(server.Options));
        Assert.Equal(StoreOpenFailure.NotDurable, refusal.Reason);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        await using RedisStores trusted = await RedisStores.OpenAsync(server.Options with { TrustDurability = true });
        await trusted.Log.AppendAsync(Make.Session("s"), Make.Entries(1));
    }

    [Fact]
    public async Task A_server_that_comes_back_with_weaker_settings_gets_no_more_writes()
    {
        using var server = new RedisServer();
        await using RedisStores stores = await RedisStores.OpenAsync(server.Options with { UnavailableAfter = TimeSpan.FromMinutes(1) });
        await stores.Log.AppendAsync(Make.Session("s"), Make.Entries(1));
        server.Kill();
        server.Start("--appendfsync", "no");
        StoreUnavailableException refusal = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => stores.Log.AppendAsync(Make.Session("t"), Make.Entries(1)));
        Assert.Contains("appendfsync no", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await stores.Log.Read(Make.Session("t")));
    }

    [Fact]
    public async Task Nobody_there_is_said_so()
    {
        StoreOpenException refusal = await Assert.ThrowsAsync<StoreOpenException>(() => RedisStores.OpenAsync(
            new RedisOptions("127.0.0.1:1") { UnavailableAfter = TimeSpan.FromMilliseconds(200) }));
        Assert.Equal(StoreOpenFailure.Inaccessible, refusal.Reason);
    }

    [Fact]
    public async Task A_replica_that_is_waited_for_has_what_was_acknowledged_and_one_that_is_gone_holds_it_up()
    {
        using var primary = new RedisServer(["--repl-diskless-sync-delay", "0"]);
        using var replica = new RedisServer(["--replicaof", "127.0.0.1", primary.Port]);
        await using RedisStores stores = await RedisStores.OpenAsync(primary.Options with
        {
            WaitForReplicas = 1,
            ReplicaTimeout = TimeSpan.FromMilliseconds(200),
            UnavailableAfter = TimeSpan.FromMinutes(1),
        });
        List<LogEntry> entries = Make.Entries(2);
        await stores.Log.AppendAsync(Make.Session("s"), entries[..1]);
        replica.Kill();
        await using (RedisStores impatient = await RedisStores.OpenAsync(primary.Options with
        {
            WaitForReplicas = 1,
            ReplicaTimeout = TimeSpan.FromMilliseconds(50),
            UnavailableAfter = TimeSpan.FromMilliseconds(200),
        }))
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => impatient.Log.AppendAsync(Make.Session("t"), Make.Entries(1)));
        }

        Task second = stores.Log.AppendAsync(Make.Session("s"), entries[1..]);
        replica.Start();
        await second;

        // The replica alone has it now.
        primary.Kill();
        await replica.PromoteAsync();
        await using RedisStores promoted = await RedisStores.OpenAsync(replica.Options);
        Make.Same(entries, await promoted.Log.Read(Make.Session("s")));
    }
}
