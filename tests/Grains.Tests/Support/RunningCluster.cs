namespace SessionService.Grains.Tests.Support;

/// <summary>One cluster for the tests of a class that leave it whole.</summary>
public sealed class RunningCluster : IAsyncLifetime
{
    internal SmallCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await SmallCluster.StartAsync();

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
