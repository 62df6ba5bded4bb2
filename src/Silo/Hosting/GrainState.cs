using SessionService.Grains.Hosting;
using SessionService.Silo.Options;
using SessionService.Silo.Schema;

namespace SessionService.Silo.Hosting;

/// <summary>Where grains keep their own state: the leases of tenants.</summary>
internal static class GrainState
{
    /// <summary>Adds it to a silo.</summary>
    public static void Configure(ISiloBuilder silo, NodeOptions options)
    {
        switch (options.EffectiveGrainStorage)
        {
            case GrainStateKind.Redis:
                silo.AddRedisGrainStorage(GrainStorages.Leases, redis => redis.ConfigurationOptions = Membership.RedisSettings(options));
                break;
            case GrainStateKind.Postgres:
                silo.AddAdoNetGrainStorage(GrainStorages.Leases, storage =>
                {
                    storage.Invariant = "Npgsql";
                    storage.ConnectionString = PostgresTables.Connection(options);
                });
                break;
            default:
                silo.AddMemoryGrainStorage(GrainStorages.Leases);
                break;
        }
    }
}
