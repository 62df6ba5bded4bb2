using SessionService.Sessions.Tests.Hosting.Kit;

namespace SessionService.Grains.Tests.Hosting;

/// <summary>The kit on a cluster of two silos and a front end.</summary>
public sealed class ClusterSessionHostTests : SessionHostKit
{
    protected override Task<HostUnderTest> StartAsync() => new ClusterHostUnderTest().StartAsync();
}
