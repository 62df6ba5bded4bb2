using SessionService.Sessions.Ports;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Cluster.Tests.Support;

/// <summary>The server is killed in the middle of appends and comes back on its data.</summary>
public abstract class CrashKit
{
    /// <summary>Longer than any outage of the kit.</summary>
    private protected static readonly TimeSpan Patient = TimeSpan.FromMinutes(2);

    /// <summary>Opens the server's stores.</summary>
    /// <param name="unavailableAfter">How long they ask again; null for their standard.</param>
    private protected abstract Task<IStoreSet> OpenAsync(TimeSpan? unavailableAfter = null);

    private protected abstract void Kill();

    /// <summary>Starts the server again on its data.</summary>
    private protected abstract void Start();

    /// <summary>What else this server does to its clients, while appends go on.</summary>
    private protected virtual Task DisturbAsync(Appender appender) => Task.CompletedTask;

    [Fact]
    public async Task Appends_go_on_after_a_kill_as_if_nothing_had_been()
    {
        await using IStoreSet stores = await OpenAsync(Patient);
        using var appender = new Appender(stores.Log);
        Task running = appender.RunAsync();
        foreach (int acknowledged in new[] { 1, 200, 700 })
        {
            await appender.AcknowledgedAsync(acknowledged);
            Kill();
            Start();
        }

        await DisturbAsync(appender);
        await appender.AcknowledgedAsync(200);
        appender.Stop();
        await running;
        await using IStoreSet fresh = await OpenAsync();
        await appender.VerifyAsync(fresh.Log, exactly: true);
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_an_outage_that_was_too_long()
    {
        await using IStoreSet stores = await OpenAsync(TimeSpan.FromMilliseconds(300));
        using var appender = new Appender(stores.Log);
        Task running = appender.RunAsync();
        await appender.AcknowledgedAsync(300);
        Kill();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => running);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => stores.Log.Read(Make.Session("s0")));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => stores.Log.AppendAsync(Make.Session("new"), Make.Entries(1)));
        Start();
        await using IStoreSet fresh = await OpenAsync();
        await appender.VerifyAsync(fresh.Log, exactly: false);
    }
}
