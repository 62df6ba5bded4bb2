using SessionService.Api;
using SessionService.Api.Cli;
using SessionService.Sessions.Local;
using SessionService.Sessions.Ports;
using SessionService.Silo.Options;
using SessionService.Storage;
using SessionService.Storage.Archive;
using SessionService.Storage.Postgres;
using SessionService.Storage.Redis;
using SessionService.Storage.Sqlite;

namespace SessionService.Silo.Storage;

/// <summary>The stores that all nodes share.</summary>
internal static class NodeStores
{
    /// <summary>
    /// Adds them one by one, and as <see cref="IStoreSet"/>: what grains work on is that, since a front end puts the cluster
    /// before some of them. Where there are blobs, logs that were moved into them are read as before.
    /// </summary>
    /// <exception cref="SettingsException">
    /// Old logs are to be moved, or models to be shared, and there is no place that all nodes could read them from.
    /// </exception>
    public static void Add(IServiceCollection services, ServiceOptions service, NodeOptions options)
    {
        Check(service, options);
        services.AddSingleton(provider => OpenSet(service, options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IStoreSet>(provider => provider.GetRequiredService<ArchivedStores>());
        if (options.EffectiveBlobs is not null)
        {
            services.AddSingleton(provider => provider.GetRequiredService<ArchivedStores>().Blobs!);
        }

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

    /// <summary>Adds what moves old logs, where the operator wants that, to a silo.</summary>
    public static void AddArchiving(IServiceCollection services, ServiceOptions service)
    {
        if (service.ArchiveAfterDays is not { } days)
        {
            return;
        }

        services.AddHostedService(provider =>
        {
            ArchivedStores stores = provider.GetRequiredService<ArchivedStores>();
            TimeProvider time = provider.GetRequiredService<TimeProvider>();
            return new Retention(
                new LogArchivist(stores.Plain, stores.Archive, stores.Blobs!, time), TimeSpan.FromDays(days), time,
                provider.GetRequiredService<ILogger<Retention>>(), provider.GetRequiredService<FirstSilo>().IsThis);
        });
        services.AddSingleton<FirstSilo>();
    }

    private static void Check(ServiceOptions service, NodeOptions options)
    {
        if (service.ModelsInBlobs && options.EffectiveBlobs is null)
        {
            throw new SettingsException([$"{Settings.VariablePrefix}ModelsInBlobs is set, and there are no blobs; set --blobs to s3 or azure."]);
        }

        if (service.ArchiveAfterDays is null)
        {
            return;
        }

        if (options.EffectiveBlobs is null)
        {
            throw new SettingsException([$"{Settings.VariablePrefix}ArchiveAfterDays is set, and there are no blobs to move logs into; set --blobs to s3 or azure."]);
        }

        if (options.EffectiveBlobs == BlobKind.Folder && !options.OnLoopback)
        {
            throw new SettingsException([$"{Settings.VariablePrefix}ArchiveAfterDays is set, and other machines could not read this one's folder; set --blobs to s3 or azure."]);
        }
    }

    private static ArchivedStores OpenSet(ServiceOptions service, NodeOptions options, TimeProvider time)
    {
        IBlobStore? blobs = NodeBlobs.Open(service, options);
        try
        {
            return new ArchivedStores(Open(service, options, time), blobs);
        }
        catch
        {
            (blobs as IDisposable)?.Dispose();
            throw;
        }
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
