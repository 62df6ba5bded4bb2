using System.Net;
using Orleans.Configuration;
using SessionService.Grains.Feeds;
using SessionService.Grains.Hosting;
using SessionService.Silo.Options;
using SessionService.Silo.Schema;
using StackExchange.Redis;

namespace SessionService.Silo.Hosting;

/// <summary>How nodes find one another, and how soon they find that one is gone.</summary>
internal static class Membership
{
    // What was asked of a silo that is gone is asked again after this; a call that is well takes milliseconds.
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(3);

    // Orleans' name of Npgsql.
    private const string Postgres = "Npgsql";

    /// <summary>A silo.</summary>
    public static void Configure(ISiloBuilder silo, NodeOptions options)
    {
        switch (options.Clustering)
        {
            case ClusteringKind.Redis:
                silo.UseRedisClustering(redis => redis.ConfigurationOptions = RedisSettings(options));
                break;
            case ClusteringKind.Postgres:
                silo.UseAdoNetClustering(table =>
                {
                    table.Invariant = Postgres;
                    table.ConnectionString = PostgresTables.Connection(options);
                });
                break;
            case ClusteringKind.Azure:
                silo.UseAzureStorageClustering(table =>
                {
                    table.TableServiceClient = AzureClients.Tables(options.Account!);
                    table.TableName = AzureClients.Members;
                });
                break;
            default:
                silo.UseDevelopmentClustering(development => development.PrimarySiloEndpoint =
                    new IPEndPoint(IPAddress.Loopback, options.PrimaryPort ?? options.SiloPort));
                break;
        }

        Places(silo, options);
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = Answer);
        silo.Configure<ClusterMembershipOptions>(membership => Detect(membership, options.Detection));
        AddDirectory(silo, options);
        silo.AddActivityPropagation();
        Security.NodeTls.Configure(silo, options);
        GrainState.Configure(silo, options);
    }

    /// <summary>A front end without a silo of its own.</summary>
    public static void Configure(IClientBuilder client, NodeOptions options)
    {
        client.Configure<ClusterOptions>(cluster => Name(cluster, options));
        switch (options.Clustering)
        {
            case ClusteringKind.Redis:
                client.UseRedisClustering(redis => redis.ConfigurationOptions = RedisSettings(options));
                break;
            case ClusteringKind.Postgres:
                client.UseAdoNetClustering(table =>
                {
                    table.Invariant = Postgres;
                    table.ConnectionString = PostgresTables.Connection(options);
                });
                break;
            case ClusteringKind.Azure:
                client.UseAzureStorageClustering(table =>
                {
                    table.TableServiceClient = AzureClients.Tables(options.Account!);
                    table.TableName = AzureClients.Members;
                });
                break;
            default:
                client.UseStaticClustering(new IPEndPoint(IPAddress.Loopback, options.GatewayPort));
                break;
        }

        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = Answer);
        if (options.Segments == SegmentsKind.Streams)
        {
            client.AddSegmentStreams();
        }
        else if (options.Segments == SegmentsKind.Queues)
        {
            SegmentQueues.Add(client, options.Account!, SegmentQueues.NamesOf(options));
        }

        // A silo that has left or is lost must not be asked for long.
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
        client.AddActivityPropagation();
        Security.NodeTls.Configure(client, options);
    }

    /// <summary>Redis as the cluster uses it: it is asked again rather than given up.</summary>
    public static ConfigurationOptions RedisSettings(NodeOptions options)
    {
        ConfigurationOptions settings = ConfigurationOptions.Parse(options.Redis!);
        settings.AbortOnConnectFail = false;
        return settings;
    }

    private static void Places(ISiloBuilder silo, NodeOptions options)
    {
        silo.Configure<ClusterOptions>(cluster => Name(cluster, options));
        if (options.Kubernetes)
        {
            // Name, address and the labels of this pod; silos whose pods are gone are declared lost.
            silo.UseKubernetesHosting();
            silo.Configure<EndpointOptions>(endpoints =>
            {
                endpoints.SiloPort = options.SiloPort;
                endpoints.GatewayPort = options.GatewayPort;
                endpoints.SiloListeningEndpoint = new IPEndPoint(IPAddress.Any, options.SiloPort);
                endpoints.GatewayListeningEndpoint = new IPEndPoint(IPAddress.Any, options.GatewayPort);
            });
            return;
        }

        silo.ConfigureEndpoints(
            options.Address ?? IPAddress.Loopback, options.SiloPort, options.GatewayPort, listenOnAnyHostAddress: false);
    }

    private static void AddDirectory(ISiloBuilder silo, NodeOptions options)
    {
        if (options.Directory == DirectoryKind.Redis)
        {
            silo.UseRedisGrainDirectoryAsDefault(redis => redis.ConfigurationOptions = RedisSettings(options));
        }
        else
        {
            silo.AddSessionDirectory();
        }
    }

    private static void Name(ClusterOptions cluster, NodeOptions options)
    {
        cluster.ClusterId = options.ClusterId;
        cluster.ServiceId = options.ServiceId;
    }

    private static void Detect(ClusterMembershipOptions membership, DetectionOptions detection)
    {
        membership.ProbeTimeout = detection.Probe;
        membership.MinProbeTimeout = detection.Probe / 2;
        membership.MaxProbeTimeout = detection.Probe * 2;

        // A process that is stopped keeps its connections: that one of them had a message lately must not save it.
        membership.EnableConnectionLivenessCheck = false;
        membership.NumMissedProbesLimit = detection.Missed;
        membership.NumVotesForDeathDeclaration = detection.Votes;
    }
}
