using SessionService.Sessions.Ports;
using SessionService.Storage.Cluster.Tests.Support;
using SessionService.Storage.Redis;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Cluster.Tests.Redis;

/// <summary>The server is killed in the middle of appends and comes back on its data.</summary>
public sealed class RedisCrashTests : IDisposable
{
    private static readonly TimeSpan Patient = TimeSpan.FromMinutes(2);

    private readonly RedisServer _server = new();

    public void Dispose()
    {
        _server.Dispose();
    }

    [Fact]
    public async Task Appends_go_on_after_a_kill_as_if_nothing_had_been()
    {
        await using RedisStores stores = await RedisStores.OpenAsync(_server.Options with { UnavailableAfter = Patient });
        using var appender = new Appender(stores.Log);
        Task running = appender.RunAsync();
        foreach (int acknowledged in new[] { 1, 200, 700 })
        {
            await appender.AcknowledgedAsync(acknowledged);
            _server.Kill();
            _server.Start();
        }

        await appender.AcknowledgedAsync(200);
        appender.Stop();
        await running;
        await using RedisStores fresh = await RedisStores.OpenAsync(_server.Options);
        await appender.VerifyAsync(fresh.Log, exactly: true);
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_an_outage_that_was_too_long()
    {
        await using RedisStores stores = await RedisStores.OpenAsync(
            _server.Options with { UnavailableAfter = TimeSpan.FromMilliseconds(300) });
        using var appender = new Appender(stores.Log);
        Task running = appender.RunAsync();
        await appender.AcknowledgedAsync(300);
        _server.Kill();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => running);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => stores.Log.Read(Make.Session("s0")));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => stores.Log.AppendAsync(Make.Session("new"), Make.Entries(1)));
        _server.Start();
        await using RedisStores fresh = await RedisStores.OpenAsync(_server.Options);
        await appender.VerifyAsync(fresh.Log, exactly: false);
    }

    [Fact]
    public async Task A_server_that_is_slow_to_answer_is_asked_again_and_does_it_once()
    {
        await using RedisStores stores = await RedisStores.OpenAsync(
            _server.Options with { UnavailableAfter = Patient, CommandTimeout = TimeSpan.FromMilliseconds(300) });
        List<LogEntry> entries = Make.Entries(3);
        await stores.Log.AppendAsync(Make.Session("s"), entries[..1]);
        await using RedisStores impatient = await RedisStores.OpenAsync(
            _server.Options with { UnavailableAfter = TimeSpan.FromSeconds(1), CommandTimeout = TimeSpan.FromMilliseconds(300) });
        _server.Freeze();
        Task second = stores.Log.AppendAsync(Make.Session("s"), entries[1..2]);
        Task third = stores.Log.AppendAsync(Make.Session("s"), entries[2..]);

        // When this one has given up, the first journey of the others has run out of time too.
        await Assert.ThrowsAsync<StoreUnavailableException>(() => impatient.Log.Read(Make.Session("s")));
        Assert.False(second.IsCompleted);
        _server.Thaw();
        await Task.WhenAll(second, third);
        Make.Same(entries, await stores.Log.Read(Make.Session("s")));
    }
}
