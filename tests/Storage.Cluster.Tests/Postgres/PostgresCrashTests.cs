using SessionService.Sessions.Ports;
using SessionService.Storage.Cluster.Tests.Support;
using SessionService.Storage.Postgres;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Cluster.Tests.Postgres;

/// <summary>The server is killed in the middle of appends and comes back on its data.</summary>
public sealed class PostgresCrashTests : IDisposable
{
    private static readonly TimeSpan Patient = TimeSpan.FromMinutes(2);

    private readonly PostgresServer _server = new();

    public void Dispose()
    {
        _server.Dispose();
    }

    [Fact]
    public async Task Appends_go_on_after_a_kill_as_if_nothing_had_been()
    {
        await using PostgresStores stores = await PostgresStores.OpenAsync(_server.Options with { UnavailableAfter = Patient });
        using var appender = new Appender(stores.Log);
        Task running = appender.RunAsync();
        foreach (int acknowledged in new[] { 1, 200, 700 })
        {
            await appender.AcknowledgedAsync(acknowledged);
            _server.Kill();
            _server.Start();
        }

        foreach (int acknowledged in new[] { 50, 100 })
        {
            await appender.AcknowledgedAsync(acknowledged);
            await _server.DisconnectAllAsync();
        }

        await appender.AcknowledgedAsync(200);
        appender.Stop();
        await running;
        await using PostgresStores fresh = await PostgresStores.OpenAsync(_server.Options);
        await appender.VerifyAsync(fresh.Log, exactly: true);
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_an_outage_that_was_too_long()
    {
        await using PostgresStores stores = await PostgresStores.OpenAsync(
            _server.Options with { UnavailableAfter = TimeSpan.FromMilliseconds(300) });
        using var appender = new Appender(stores.Log);
        Task running = appender.RunAsync();
        await appender.AcknowledgedAsync(300);
        _server.Kill();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => running);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => stores.Log.Read(Make.Session("s0")));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => stores.Log.AppendAsync(Make.Session("new"), Make.Entries(1)));
        _server.Start();
        await using PostgresStores fresh = await PostgresStores.OpenAsync(_server.Options);
        await appender.VerifyAsync(fresh.Log, exactly: false);
    }
}
