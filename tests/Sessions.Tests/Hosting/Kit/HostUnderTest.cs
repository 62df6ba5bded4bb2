using SessionService.Sessions.Hosting;
using SessionService.Sessions.Ports;

namespace SessionService.Sessions.Tests.Hosting.Kit;

/// <summary>A host of the kit's stores; disposing shuts it down in good order.</summary>
public abstract class HostUnderTest : IAsyncDisposable
{
    /// <summary>The host.</summary>
    public abstract ISessionHost Host { get; }

    /// <summary>Where it keeps its logs.</summary>
    public abstract IEventLog Log { get; }

    /// <summary>Where it keeps its sessions.</summary>
    public abstract ISessionStore Sessions { get; }

    /// <summary>Where it keeps its projects.</summary>
    public abstract IProjectStore Projects { get; }

    /// <summary>Accounts.</summary>
    public abstract IUsageStore Usage { get; }

    /// <summary>Shuts the host down in good order and starts another on the same stores.</summary>
    public abstract Task RestartAsync();

    /// <summary>Lets go of the host as a crash would, and starts another on the same stores.</summary>
    public abstract Task CrashAsync();

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
