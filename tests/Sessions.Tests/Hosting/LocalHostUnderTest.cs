using SessionService.Music.Composition;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Local;
using SessionService.Sessions.Ports;
using SessionService.Sessions.Tests.Hosting.Kit;

namespace SessionService.Sessions.Tests.Hosting;

/// <summary>A single-process host on given stores.</summary>
internal sealed class LocalHostUnderTest : HostUnderTest
{
    private readonly HostStores stores;
    private readonly List<LocalSessionHost> crashed = [];
    private SeverableLog log;
    private LocalSessionHost host;

    public LocalHostUnderTest(HostStores stores)
    {
        this.stores = stores;
        (log, host) = Start();
    }

    public override ISessionHost Host => host;

    public override IEventLog Log => stores.Log;

    public override ISessionStore Sessions => stores.Sessions;

    public override IProjectStore Projects => stores.Projects;

    public override IUsageStore Usage => stores.Usage;

    public override async Task RestartAsync()
    {
        await host.DisposeAsync();
        (log, host) = Start();
    }

    public override Task CrashAsync()
    {
        // From here on the old host is as good as dead: nothing it does reaches the stores.
        log.Sever();
        crashed.Add(host);
        (log, host) = Start();
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        foreach (LocalSessionHost old in crashed)
        {
            await old.DisposeAsync();
        }
    }

    private (SeverableLog Log, LocalSessionHost Host) Start()
    {
        var severable = new SeverableLog(stores.Log);
        var started = new LocalSessionHost(
            stores with { Log = severable }, new RuleComposer(), TimeProvider.System, new LocalHostOptions { Workers = 2 });
        return (severable, started);
    }
}
