using SessionService.Grains.Tests.Support;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Local;
using SessionService.Sessions.Ports;
using SessionService.Sessions.Tests.Hosting.Kit;

namespace SessionService.Grains.Tests.Hosting;

/// <summary>A cluster as the kit sees it: shut down and lost as a whole.</summary>
internal sealed class ClusterHostUnderTest : HostUnderTest
{
    private readonly HostStores stores = SharedStores.New();
    private readonly List<SmallCluster> lost = [];
    private SmallCluster cluster = null!;
    private ISessionHost host = null!;

    public override ISessionHost Host => host;

    public override IEventLog Log => stores.Log;

    public override ISessionStore Sessions => stores.Sessions;

    public override IProjectStore Projects => stores.Projects;

    public override IUsageStore Usage => stores.Usage;

    public async Task<HostUnderTest> StartAsync()
    {
        cluster = await SmallCluster.StartAsync(stores);
        host = cluster.NewFrontEnd();
        return this;
    }

    public override async Task RestartAsync()
    {
        await cluster.DisposeAsync();
        await StartAsync();
    }

    public override async Task CrashAsync()
    {
        cluster.Sever();
        lost.Add(cluster);
        await StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        foreach (SmallCluster old in lost)
        {
            await old.DisposeAsync();
        }
    }
}
