using SessionService.Silo.Tests.Servers;
using SessionService.Storage.Cluster.Tests.Blobs;

[assembly: AssemblyFixture(typeof(SharedServers))]

namespace SessionService.Silo.Tests.Servers;

/// <summary>Ends the servers that tests shared, when the last test is done.</summary>
public sealed class SharedServers : IDisposable
{
    public void Dispose()
    {
        Azurite.DisposeShared();
        S3Server.DisposeShared();
    }
}
