namespace SessionService.Grains.Hosting;

/// <summary>Names of the grain storages that a silo must have.</summary>
public static class GrainStorages
{
    /// <summary>
    /// Leases of tenants. It should outlive a silo: what is kept in a silo's memory is lost with it, and a tenant can then pass
    /// its limit by the permits that were out.
    /// </summary>
    public const string Leases = "leases";

    /// <summary>Who subscribes to which stream; the name is Orleans' own. Needed where segments come by streams.</summary>
    public const string Subscriptions = "PubSubStore";
}
