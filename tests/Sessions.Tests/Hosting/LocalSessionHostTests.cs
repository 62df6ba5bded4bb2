using SessionService.Sessions.Local;
using SessionService.Sessions.Tests.Hosting.Kit;
using SessionService.Storage.Memory;

namespace SessionService.Sessions.Tests.Hosting;

/// <summary>The kit on the single-process host, its stores in memory.</summary>
public sealed class LocalSessionHostTests : SessionHostKit
{
    protected override Task<HostUnderTest> StartAsync() => Task.FromResult<HostUnderTest>(new LocalHostUnderTest(new HostStores(
        new MemoryEventLog(), new MemorySessionStore(), new MemoryProjectStore(), new MemoryUsageStore())));
}
