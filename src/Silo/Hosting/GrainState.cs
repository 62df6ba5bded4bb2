using SessionService.Grains.Feeds;
using SessionService.Grains.Hosting;
using SessionService.Silo.Options;
using SessionService.Silo.Schema;

namespace SessionService.Silo.Hosting;

/// <summary>Where grains keep their own state: the leases of tenants, and who takes which stream.</summary>
internal static class GrainState
{
    /// <summary>Adds it to a silo.</summary>
    public static void Configure(ISiloBuilder silo, NodeOptions options)
    {
        Add(silo, options, GrainStorages.Leases);
        switch (options.Segments)
        {
            case SegmentsKind.Queues:
                Add(silo, options, GrainStorages.Subscriptions);
                SegmentQueues.Add(silo, options.Account!, SegmentQueues.NamesOf(options));
                break;
            case SegmentsKind.Streams:
                Add(silo, options, GrainStorages.Subscriptions);
                silo.AddSegmentStreams();
                break;
            default:
                // Streams that nobody uses are looked at a hundred times a second all the same.
                break;
        }
    }

    private static void Add(ISiloBuilder silo, NodeOptions options, string name)
    {
        switch (options.EffectiveGrainStorage)
        {
            case GrainStateKind.Redis:
                silo.AddRedisGrainStorage(name, redis => redis.ConfigurationOptions = Membership.RedisSettings(options));
                break;
            case GrainStateKind.Postgres:
                silo.AddAdoNetGrainStorage(name, storage =>
                {
                    storage.Invariant = "Npgsql";
                    storage.ConnectionString = PostgresTables.Connection(options);
                });
                break;
            case GrainStateKind.Azure:
                silo.AddAzureBlobGrainStorage(name, storage =>
                {
                    storage.BlobServiceClient = AzureClients.Blobs(options.Account!);
                    storage.ContainerName = AzureClients.StateOf(options);
                });
                break;
            default:
                silo.AddMemoryGrainStorage(name);
                break;
        }
    }
}
