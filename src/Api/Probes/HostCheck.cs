using SessionService.Sessions;
using SessionService.Sessions.Hosting;

namespace SessionService.Api.Probes;

/// <summary>Whether sessions can be asked.</summary>
internal sealed class HostCheck(ISessionHost host) : IReadinessCheck
{
    private static readonly SessionKey Nobody = new(new TenantId("health"), "none");

    /// <inheritdoc/>
    public string Name => "host";

    /// <inheritdoc/>
    public async Task<bool> IsReadyAsync(CancellationToken cancellation) =>
        (await host.StateAsync(Nobody, cancellation)).Refusal != Refusal.Unavailable;
}
