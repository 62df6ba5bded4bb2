using SessionService.Grains.Messages;

namespace SessionService.Grains.Contracts;

/// <summary>
/// One tenant's quotas; the key is <c>tenant/quota</c>. It hands out leases, so that no call of a session has to pass here.
/// </summary>
[Alias("tenant.grain")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>Leases permits to create sessions; the holder's lease before ends.</summary>
    /// <param name="holder">Who asks: one per front end.</param>
    /// <param name="underWay">Permits of the holder that are being used and not yet seen in the register.</param>
    /// <param name="wanted">How many more, at least 1.</param>
    [Alias("lease")]
    Task<LeaseMessage> LeaseSessionsAsync(string holder, int underWay, int wanted);
}
