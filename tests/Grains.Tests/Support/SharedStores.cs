using SessionService.Sessions.Local;
using SessionService.Storage.Memory;

namespace SessionService.Grains.Tests.Support;

/// <summary>Stores in memory, as all nodes of a cluster share them.</summary>
internal static class SharedStores
{
    public static HostStores New() => new(new MemoryEventLog(), new MemorySessionStore(), new MemoryProjectStore(), new MemoryUsageStore());
}
