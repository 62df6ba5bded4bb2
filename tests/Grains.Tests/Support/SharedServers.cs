using SessionService.Grains.Tests.Support;
using SessionService.Storage.Cluster.Tests.Blobs;

[assembly: AssemblyFixture(typeof(SharedServers))]

namespace SessionService.Grains.Tests.Support;

/// <summary>Ends the server that tests shared, when the last test is done.</summary>
public sealed class SharedServers : IDisposable
{
    public void Dispose() => Azurite.DisposeShared();
}
