using SessionService.Grains.Contracts;
using SessionService.Grains.Hosting;
using SessionService.Grains.Messages;
using SessionService.Grains.Tenancy;
using SessionService.Sessions;
using SessionService.Sessions.Local;

namespace SessionService.Grains;

/// <summary>
/// A tenant's quotas. The register of sessions says how many are open; leases say how many more may be on their way. A lease
/// is in the store before it is granted, so that the loss of this grain's silo does not let the tenant pass its limit.
/// </summary>
/// <param name="stores">The stores that all nodes share.</param>
/// <param name="options">The limit, and how long leases last.</param>
/// <param name="time">Clock of the leases.</param>
/// <param name="stored">The leases.</param>
[GrainType("tenant")]
public sealed class TenantGrain(
    HostStores stores, SessionClusterOptions options, TimeProvider time,
    [PersistentState("leases", GrainStorages.Leases)] IPersistentState<LeaseBookState> stored) : Grain, ITenantGrain, ITenantBound
{
    /// <inheritdoc/>
    public async Task<LeaseMessage> LeaseSessionsAsync(string holder, int underWay, int wanted)
    {
        (TenantId tenant, _) = GrainKeys.Parse(this.GetPrimaryKeyString());
        int open = await stores.Sessions.CountOpenAsync(tenant);
        DateTimeOffset now = time.GetUtcNow();
        LeaseBook book = LeaseBook.Of(stored.State);
        int permits = book.Grant(
            holder, Math.Max(0, underWay), Math.Clamp(wanted, 1, options.LeasePermits), options.SessionsPerTenant - open, now,
            now + options.LeaseTime);
        stored.State = book.ToState();
        await WriteAsync();
        return new LeaseMessage { Permits = permits, ValidFor = options.LeaseTime };
    }

    // The caller may not know the store's own exceptions; to it, this is a node that cannot answer now.
    private async Task WriteAsync()
    {
        try
        {
            await stored.WriteStateAsync();
        }
        catch (Exception fault) when (fault is not OrleansException)
        {
            throw new OrleansException("The tenant's leases could not be stored.", fault);
        }
    }
}
