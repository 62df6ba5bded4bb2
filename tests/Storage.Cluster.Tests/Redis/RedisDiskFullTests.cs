using SessionService.Sessions.Ports;
using SessionService.Storage.Cluster.Tests.Support;
using SessionService.Storage.Redis;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Cluster.Tests.Redis;

/// <summary>A server whose disk is full ends itself rather than acknowledge what it cannot keep.</summary>
public sealed class RedisDiskFullTests
{
    [Fact]
    public async Task What_was_acknowledged_is_there_when_the_disk_has_room_again()
    {
        using var disk = new SmallDisk(megabytes: 4);
        string ballast = disk.Fill(megabytes: 2);
        using var server = new RedisServer(data: disk.Path);
        await using RedisStores stores = await RedisStores.OpenAsync(
            server.Options with { UnavailableAfter = TimeSpan.FromMilliseconds(500) });
        var acknowledged = new List<LogEntry>();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            while (acknowledged.Count < 1000)
            {
                LogEntry next = Make.Next(acknowledged.LastOrDefault(), new string('x', 8_000));
                await stores.Log.AppendAsync(Make.Session("s"), [next]);
                acknowledged.Add(next);
            }
        });
        server.WaitForExit();
        Assert.InRange(acknowledged.Count, 100, 400);
        File.Delete(ballast);
        server.Start();
        await using RedisStores fresh = await RedisStores.OpenAsync(server.Options);
        List<LogEntry> found = await fresh.Log.Read(Make.Session("s"));
        Make.Same(acknowledged, found.Take(acknowledged.Count));
        Assert.InRange(found.Count, acknowledged.Count, acknowledged.Count + 1);
        await fresh.Log.AppendAsync(Make.Session("s"), [Make.Next(found[^1])]);
    }
}
