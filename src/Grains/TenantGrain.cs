using SessionService.Grains.Contracts;
using SessionService.Grains.Hosting;
using SessionService.Grains.Messages;
using SessionService.Grains.Tenancy;
using SessionService.Sessions;
using SessionService.Sessions.Local;

namespace SessionService.Grains;

/// <summary>
/// A tenant's quotas. The register of sessions says how many are open; leases say how many more may be on their way.
/// Leases are not stored: after the loss of this grain's silo the tenant can pass its limit by the permits that were out.
/// </summary>
/// <param name="stores">The stores that all nodes share.</param>
/// <param name="options">The limit, and how long leases last.</param>
/// <param name="time">Clock of the leases.</param>
[GrainType("tenant")]
public sealed class TenantGrain(HostStores stores, SessionClusterOptions options, TimeProvider time) : Grain, ITenantGrain, ITenantBound
{
    private readonly LeaseBook leases = new();

    /// <inheritdoc/>
    public async Task<LeaseMessage> LeaseSessionsAsync(string holder, int underWay, int wanted)
    {
        (TenantId tenant, _) = GrainKeys.Parse(this.GetPrimaryKeyString());
        int open = await stores.Sessions.CountOpenAsync(tenant);
        DateTimeOffset now = time.GetUtcNow();
        int permits = leases.Grant(
            holder, Math.Max(0, underWay), Math.Clamp(wanted, 1, options.LeasePermits), options.SessionsPerTenant - open, now,
            now + options.LeaseTime);
        return new LeaseMessage { Permits = permits, ValidFor = options.LeaseTime };
    }
}
