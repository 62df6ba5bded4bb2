using SessionService.Storage.Cluster.Tests.Blobs;
using SessionService.Storage.Cluster.Tests.Postgres;
using SessionService.Storage.Cluster.Tests.Redis;
using SessionService.Storage.Cluster.Tests.Support;

[assembly: AssemblyFixture(typeof(SharedServers))]

namespace SessionService.Storage.Cluster.Tests.Support;

/// <summary>Ends the servers that tests shared, when the last test is done.</summary>
public sealed class SharedServers : IDisposable
{
    public void Dispose()
    {
        RedisServer.DisposeShared();
        PostgresServer.DisposeShared();
        Azurite.DisposeShared();
        S3Server.DisposeShared();
    }
}
