using System.Globalization;
using System.Net;
using SessionService.Grains.Hosting;
using SessionService.Silo.Hosting;

namespace SessionService.Silo.Options;

/// <summary>Makes a node's options of its configuration, or says everything that is wrong with it.</summary>
internal static class NodeSettings
{
    // Orleans' own names: labels of the pods carry the same values.
    private const string KubernetesCluster = "ORLEANS_CLUSTER_ID";
    private const string KubernetesService = "ORLEANS_SERVICE_ID";
    private const int LeastKey = 32;

    /// <summary>Reads the section <c>Cluster</c>.</summary>
    /// <exception cref="SettingsException">Something is wrong, unknown or contradictory.</exception>
    public static NodeOptions Read(IConfiguration configuration)
    {
        var read = new SettingReader(configuration);
        var standard = new NodeOptions();
        var detection = new DetectionOptions();
        bool kubernetes = read.Flag("Kubernetes");
        BlobKind? blobs = read.Word<BlobKind>("Blobs");
        var options = new NodeOptions
        {
            Roles = read.Roles("Roles"),
            Clustering = read.Word<ClusteringKind>("Clustering") ?? standard.Clustering,
            Kubernetes = kubernetes,
            Stores = read.Word<StoreKind>("Stores") ?? standard.Stores,
            GrainStorage = read.Word<GrainStateKind>("GrainStorage"),
            Directory = read.Word<DirectoryKind>("Directory") ?? standard.Directory,
            Blobs = blobs,
            S3 = BlobSettings.ReadS3(read, blobs),
            Models = read.Word<ModelsKind>("Models") ?? standard.Models,
            Segments = read.Word<SegmentsKind>("Segments") ?? standard.Segments,
            Redis = read.Text("Redis"),
            RedisTrustDurability = read.Flag("RedisTrustDurability"),
            RedisReplicas = read.Number("RedisReplicas", 0, 0, 100),
            Postgres = read.Text("Postgres"),
            ClusterId = read.Text("ClusterId") ?? FromKubernetes(kubernetes, configuration, KubernetesCluster) ?? standard.ClusterId,
            ServiceId = read.Text("ServiceId") ?? FromKubernetes(kubernetes, configuration, KubernetesService) ?? standard.ServiceId,
            Address = read.Address("Address"),
            SiloPort = read.Number("SiloPort", standard.SiloPort, 1, IPEndPoint.MaxPort),
            GatewayPort = read.Number("GatewayPort", standard.GatewayPort, 1, IPEndPoint.MaxPort),
            PrimaryPort = read.OptionalNumber("PrimaryPort", 1, IPEndPoint.MaxPort),
            OperationsPort = read.OptionalNumber("OperationsPort", 0, IPEndPoint.MaxPort),
            Workers = read.Number("Workers", standard.Workers, 1, 1_024),
            StopTime = TimeSpan.FromSeconds(read.Number("StopSeconds", (int)standard.StopTime.TotalSeconds, 1, 3_600)),
            Detection = new DetectionOptions
            {
                Probe = TimeSpan.FromMilliseconds(read.Number("ProbeMilliseconds", (int)detection.Probe.TotalMilliseconds, 50, 60_000)),
                Missed = read.Number("MissedProbes", detection.Missed, 1, 100),
                Votes = read.Number("Votes", detection.Votes, 1, 100),
            },
            Tls = Tls(read),
            OperatorKey = read.Text("OperatorKey"),
        };
        AzureAccount? account = AzureSettings.Read(read, options);
        options = options with { Account = account, Azure = BlobSettings.ReadAzure(read, blobs, account) };
        Check(options, read);
        List<string> faults = [.. read.Faults, .. Unknown(configuration)];
        return faults.Count == 0 ? options : throw new SettingsException(faults);
    }

    private static string? FromKubernetes(bool kubernetes, IConfiguration configuration, string name) =>
        kubernetes ? configuration[name] : null;

    private static TlsOptions? Tls(SettingReader read)
    {
        string[] keys = ["TlsCertificate", "TlsKey", "TlsAuthority", "TlsName"];
        string?[] values = [.. keys.Select(read.Text)];
        if (values.All(value => value is null))
        {
            return null;
        }

        for (int i = 0; i < keys.Length; i++)
        {
            if (values[i] is null)
            {
                read.Fault(keys[i], "is not set; certificates need all four of the Tls settings.");
            }
            else if (i < 3 && !File.Exists(values[i]))
            {
                read.Expected(keys[i], values[i]!, "a file that is there");
            }
        }

        return values.Any(value => value is null) ? null : new TlsOptions(values[0]!, values[1]!, values[2]!, values[3]!);
    }

    private static void Check(NodeOptions options, SettingReader read)
    {
        CheckConnections(options, read);
        CheckPlaces(options, read);
        CheckOperations(options, read);
        CheckTimes(options, read);
        BlobSettings.CheckPrefix(read, options.Blobs);
    }

    private static void CheckConnections(NodeOptions options, SettingReader read)
    {
        bool redis = options.Clustering == ClusteringKind.Redis || options.Stores == StoreKind.Redis
            || options.EffectiveGrainStorage == GrainStateKind.Redis || options.Directory == DirectoryKind.Redis;
        bool postgres = options.Clustering == ClusteringKind.Postgres || options.Stores == StoreKind.Postgres
            || options.EffectiveGrainStorage == GrainStateKind.Postgres;
        Connection("Redis", options.Redis, redis, "host:6379");
        Connection("Postgres", options.Postgres, postgres, "Host=…;Database=…");

        void Connection(string key, string? value, bool needed, string example)
        {
            if (needed && value is null)
            {
                read.Fault(key, $"is not set, and clustering, stores, grain storage or directory need it; expected something like {example}.");
            }
            else if (!needed && value is not null)
            {
                read.Fault(key, "is set, and neither clustering, stores, grain storage nor directory are there; set one of them or leave this out.");
            }
        }
    }

    private static void CheckPlaces(NodeOptions options, SettingReader read)
    {
        bool localhost = options.Clustering == ClusteringKind.Localhost;
        if (localhost && !options.OnLoopback)
        {
            read.Fault("Clustering", "is localhost, and other machines are to reach this node; expected redis, postgres or azure.");
        }

        if (!localhost && options.PrimaryPort is { } primary)
        {
            read.Fault("PrimaryPort", $"is {primary}, and only localhost clustering has a first silo; leave it out.");
        }

        if (!options.OnLoopback && options.Stores == StoreKind.Sqlite)
        {
            read.Fault("Stores", "is sqlite, which the processes of one machine share; expected redis or postgres.");
        }

        if (options.Kubernetes && options.Address is { } address)
        {
            read.Fault("Address", $"is {address}, and in Kubernetes a node has its pod's; leave it out.");
        }
    }

    private static void CheckOperations(NodeOptions options, SettingReader read)
    {
        int[] ports = [options.SiloPort, options.GatewayPort, options.Operations];
        if (options.IsSilo && ports.Where(port => port != 0).GroupBy(port => port).Any(same => same.Count() > 1))
        {
            read.Fault("SiloPort", $"is {options.SiloPort}, the gateway port {options.GatewayPort}, the operations port "
                + $"{options.Operations}; expected three different ones.");
        }

        if (options.OperatorKey is { } key && key.Length < LeastKey)
        {
            read.Fault("OperatorKey", $"has {key.Length} characters; expected {LeastKey} or more.");
        }
        else if (options.OperatorKey is not null && options.Operations == 0)
        {
            read.Fault("OperatorKey", "is set, and there is no operations port at which the dashboard could be; set that too.");
        }
    }

    // Cut short, a silo would leave sessions in the middle of a bar, or activations in the cluster's list.
    private static void CheckTimes(NodeOptions options, SettingReader read)
    {
        SessionClusterOptions times = NodeServices.Times;
        if (options.IsSilo && options.StopTime <= times.StopTime)
        {
            read.Fault("StopSeconds", string.Create(CultureInfo.InvariantCulture,
                $"is {options.StopTime.TotalSeconds}; expected more than {times.StopTime.TotalSeconds} for a silo: {times.MoveTime.TotalSeconds} to move "
                + $"its sessions, {times.BarTime.TotalSeconds} for the longest bar, {(times.DrainTime + times.HandTime).TotalSeconds} to let go."));
        }
    }

    // A name that is misspelt would otherwise leave the standard value in force.
    private static IEnumerable<string> Unknown(IConfiguration configuration)
    {
        HashSet<string> known = new(SettingNames.All.Select(name => name.Key), StringComparer.OrdinalIgnoreCase);
        return configuration.GetSection(SettingName.Section).GetChildren().Where(child => !known.Contains(child.Key))
            .Select(child => $"{child.Path} is no setting; known are {string.Join(", ", SettingNames.All.Select(name => name.Key))}.");
    }
}
