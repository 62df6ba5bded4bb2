using SessionService.Sessions.Local;

namespace SessionService.Api;

/// <summary>
/// Puts the sessions away before the web server goes down: each notes where it stands and ends its listeners after the
/// last audio, so that their sockets can still send it and say goodbye.
/// </summary>
internal sealed class HostShutdown(LocalSessionHost host) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => host.DisposeAsync().AsTask();

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
