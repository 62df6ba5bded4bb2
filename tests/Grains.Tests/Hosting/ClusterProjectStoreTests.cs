using Microsoft.Extensions.Time.Testing;
using SessionService.Grains.Hosting;
using SessionService.Grains.Tests.Support;
using SessionService.Sessions.Local;
using SessionService.Sessions.Ports;
using SessionService.Storage.Tests.Contracts;
using SessionService.Storage.Tests.Support;

namespace SessionService.Grains.Tests.Hosting;

/// <summary>The storage kit's projects on a cluster: changes go through grains.</summary>
public sealed class ClusterProjectStoreTests : ProjectStoreContract<ClusterStores>;

/// <summary>Stores in memory with a cluster before the projects.</summary>
public sealed class ClusterStores : IStores
{
    private readonly MemoryStores inner = new();
    private readonly SmallCluster cluster;

    public ClusterStores()
    {
        cluster = Task.Run(() => SmallCluster.StartAsync(new HostStores(inner.Log, inner.Sessions, inner.Projects, inner.Usage), silos: 1))
            .GetAwaiter().GetResult();
        Projects = new ClusterProjectStore(cluster.Grains, inner.Projects);
    }

    public FakeTimeProvider Time => inner.Time;

    public IEventLog Log => inner.Log;

    public ILogArchive Archive => inner.Archive;

    public ISessionStore Sessions => inner.Sessions;

    public IProjectStore Projects { get; }

    public ICredentialStore Credentials => inner.Credentials;

    public IUsageStore Usage => inner.Usage;

    public IIdempotencyStore Answers => inner.Answers;

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        await inner.DisposeAsync();
    }
}
