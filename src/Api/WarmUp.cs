using SessionService.Music.Composition;
using SessionService.Sessions.Engine;

namespace SessionService.Api;

/// <summary>Has the engine rehearse before the service listens.</summary>
internal sealed class WarmUp(IComposer composer) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) =>
        Task.Run(() => Rehearsal.Run(composer, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
