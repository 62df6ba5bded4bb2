using SessionService.Api;
using SessionService.Sessions.Local;
using SessionService.Silo.Options;
using SessionService.Storage;
using SessionService.Storage.Postgres;
using SessionService.Storage.Redis;
using SessionService.Storage.Sqlite;

namespace SessionService.Silo.Hosting;

/// <summary>The stores that all nodes share.</summary>
internal static class NodeStores
{
    /// <summary>
    /// Adds them one by one, and as <see cref="IStoreSet"/>: what grains work on is that, since a front end puts the cluster
    /// before some of them.
    /// </summary>
    public static void Add(IServiceCollection services, ServiceOptions service, NodeOptions options)
    {
        services.AddSingleton(provider => Open(service, options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => provider.GetRequiredService<IStoreSet>().Log);
        services.AddSingleton(provider => provider.GetRequiredService<IStoreSet>().Sessions);
        services.AddSingleton(provider => provider.GetRequiredService<IStoreSet>().Projects);
        services.AddSingleton(provider => provider.GetRequiredService<IStoreSet>().Usage);
        services.AddSingleton(provider => provider.GetRequiredService<IStoreSet>().Credentials);
        services.AddSingleton(provider => provider.GetRequiredService<IStoreSet>().Answers);
        services.AddSingleton(provider =>
        {
            IStoreSet stores = provider.GetRequiredService<IStoreSet>();
            return new HostStores(stores.Log, stores.Sessions, stores.Projects, stores.Usage);
        });
    }

    private static IStoreSet Open(ServiceOptions service, NodeOptions options, TimeProvider time) => options.Stores switch
    {
        StoreKind.Redis => RedisStores.Open(
            new RedisOptions(options.Redis!)
            {
                Prefix = options.ServiceId, TrustDurability = options.RedisTrustDurability, WaitForReplicas = options.RedisReplicas,
            },
            time),
        StoreKind.Postgres => PostgresStores.Open(new PostgresOptions(options.Postgres!), time),
        _ => new SqliteStores(SqliteDatabase.Open(service.Data, time, new SqliteOptions(Shared: true))),
    };
}
