using System.Security.Cryptography;
using SessionService.Sessions.Ports;
using SessionService.Storage.Cluster.Tests.Support;
using SessionService.Storage.Postgres;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Cluster.Tests.Postgres;

public sealed class PostgresDiskFullTests
{
    [Fact]
    public async Task What_was_acknowledged_is_there_when_the_disk_has_room_again()
    {
        using var disk = new SmallDisk(megabytes: 80);
        using var server = new PostgresServer(data: disk.Path);
        await using PostgresStores stores = await PostgresStores.OpenAsync(
            server.Options with { UnavailableAfter = TimeSpan.FromMilliseconds(500) });
        string ballast = disk.FillAllBut(megabytes: 4);
        var acknowledged = new List<LogEntry>();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            while (acknowledged.Count < 20_000)
            {
                LogEntry next = Make.Next(acknowledged.LastOrDefault(), Convert.ToHexString(RandomNumberGenerator.GetBytes(8_000)));
                await stores.Log.AppendAsync(Make.Session("s"), [next]);
                acknowledged.Add(next);
            }
        });
        Assert.NotEmpty(acknowledged);
        File.Delete(ballast);
        server.Kill();
        server.Start();
        await using PostgresStores fresh = await PostgresStores.OpenAsync(server.Options);
        List<LogEntry> found = await fresh.Log.Read(Make.Session("s"));
        Make.Same(acknowledged, found.Take(acknowledged.Count));
        Assert.InRange(found.Count, acknowledged.Count, acknowledged.Count + 1);
        await fresh.Log.AppendAsync(Make.Session("s"), [Make.Next(found[^1])]);
    }
}
