using System.Net;
using SessionService.Storage.Azure;
using SessionService.Storage.S3;

namespace SessionService.Silo.Options;

/// <summary>What a node of the cluster does.</summary>
[Flags]
internal enum NodeRoles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Holds sessions and renders them.</summary>
    Silo = 1,

    /// <summary>Serves clients: REST, sockets, pages.</summary>
    Api = 2,
}

/// <summary>Where the list of the cluster's nodes is kept.</summary>
internal enum ClusteringKind
{
    /// <summary>By the first silo, on one machine.</summary>
    Localhost,

    /// <summary>In Redis.</summary>
    Redis,

    /// <summary>In PostgreSQL.</summary>
    Postgres,

    /// <summary>In a table of Azure Storage.</summary>
    Azure,
}

/// <summary>Where projects, sessions, event logs, keys and accounts are kept.</summary>
internal enum StoreKind
{
    /// <summary>In one file that the processes of one machine share.</summary>
    Sqlite,

    /// <summary>In Redis.</summary>
    Redis,

    /// <summary>In PostgreSQL.</summary>
    Postgres,
}

/// <summary>Where the grains' own state, such as leases, is kept.</summary>
internal enum GrainStateKind
{
    /// <summary>In the memory of a silo, and lost with it.</summary>
    Memory,

    /// <summary>In Redis.</summary>
    Redis,

    /// <summary>In PostgreSQL.</summary>
    Postgres,

    /// <summary>In blobs of Azure Storage.</summary>
    Azure,
}

/// <summary>Where it is noted which silo each session is on.</summary>
internal enum DirectoryKind
{
    /// <summary>In the memory of the silos, which hand it over.</summary>
    Memory,

    /// <summary>In Redis.</summary>
    Redis,
}

/// <summary>Where large immutable things are kept.</summary>
internal enum BlobKind
{
    /// <summary>In the data folder.</summary>
    Folder,

    /// <summary>In a bucket of an S3-compatible server.</summary>
    S3,

    /// <summary>In a container of Azure Blob Storage.</summary>
    Azure,
}

/// <summary>How segments reach front ends.</summary>
internal enum SegmentsKind
{
    /// <summary>A front end asks the session's grain for the next.</summary>
    Enumeration,

    /// <summary>By Orleans streams in the silos' memory.</summary>
    Streams,

    /// <summary>By Orleans streams over queues of Azure Storage, which outlive a silo.</summary>
    Queues,
}

/// <summary>Whether models write layers of the sessions of a silo, and where.</summary>
internal enum ModelsKind
{
    /// <summary>Rules write everything.</summary>
    None,

    /// <summary>Other silos' models.</summary>
    Ask,

    /// <summary>Its own, on its processors; other silos may ask it.</summary>
    Cpu,

    /// <summary>Its own, on a GPU, other silos ask it first; on its processors where that fails.</summary>
    Gpu,
}

/// <summary>How a node runs.</summary>
internal sealed record NodeOptions
{
    /// <summary>Where a silo alone answers probes, unless told otherwise.</summary>
    public const int StandardOperationsPort = 5081;

    /// <summary>What it does; the default is both.</summary>
    public NodeRoles Roles { get; init; } = NodeRoles.Silo | NodeRoles.Api;

    /// <summary>Folder of the embedded store, which all nodes of the machine share; null for the service's own default.</summary>
    public string? Data { get; init; }

    /// <summary>Where the API listens; null for the service's own default.</summary>
    public string? Urls { get; init; }

    /// <summary>Where the list of nodes is kept.</summary>
    public ClusteringKind Clustering { get; init; }

    /// <summary>Whether names and addresses come from Kubernetes, which is watched for pods that are gone.</summary>
    public bool Kubernetes { get; init; }

    /// <summary>Where everything durable is kept.</summary>
    public StoreKind Stores { get; init; }

    /// <summary>Where grains keep their state; null for the same as <see cref="Clustering"/>.</summary>
    public GrainStateKind? GrainStorage { get; init; }

    /// <summary>Where it is noted which silo each session is on: the same on all silos of a cluster.</summary>
    public DirectoryKind Directory { get; init; }

    /// <summary>Where blobs are kept; null for <see cref="EffectiveBlobs"/>.</summary>
    public BlobKind? Blobs { get; init; }

    /// <summary>The bucket; null where blobs are not there.</summary>
    public S3Options? S3 { get; init; }

    /// <summary>The container; null where blobs are not there.</summary>
    public AzureBlobOptions? Azure { get; init; }

    /// <summary>The account of Azure Storage; null where nothing is there.</summary>
    public AzureAccount? Account { get; init; }

    /// <summary>Whether models write layers of its sessions.</summary>
    public ModelsKind Models { get; init; }

    /// <summary>How segments reach front ends: the same on all nodes of a cluster.</summary>
    public SegmentsKind Segments { get; init; }

    /// <summary>Redis, as StackExchange.Redis writes it: <c>host:6379,password=…</c>.</summary>
    public string? Redis { get; init; }

    /// <summary>Whether to take it on trust that Redis keeps what it acknowledges, where it hides its settings.</summary>
    public bool RedisTrustDurability { get; init; }

    /// <summary>Replicas of Redis that must have a write before it is acknowledged; the default is 0.</summary>
    public int RedisReplicas { get; init; }

    /// <summary>PostgreSQL, as Npgsql writes it: <c>Host=…;Database=…;Username=…;Password=…</c>.</summary>
    public string? Postgres { get; init; }

    /// <summary>Name of the cluster: nodes with another name never meet.</summary>
    public string ClusterId { get; init; } = "dev";

    /// <summary>Name of the service, which outlives clusters: state is kept under it.</summary>
    public string ServiceId { get; init; } = "sessionservice";

    /// <summary>Address at which other nodes reach this one; null for loopback, or for the pod's in Kubernetes.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Port on which silos talk to one another; the default is 11111.</summary>
    public int SiloPort { get; init; } = 11_111;

    /// <summary>Port on which a silo serves front ends, or at which a front end finds one; the default is 30000.</summary>
    public int GatewayPort { get; init; } = 30_000;

    /// <summary>Silo port of the node that keeps the list of nodes on one machine; null where it is this one.</summary>
    public int? PrimaryPort { get; init; }

    /// <summary>
    /// Port of probes, metrics and the dashboard; 0 for none, null for <see cref="StandardOperationsPort"/> where the node is
    /// a silo alone and none otherwise.
    /// </summary>
    public int? OperationsPort { get; init; }

    /// <summary>Render threads of a silo; the default is the number of processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>How long stopping may take before it is cut short; the default is 150 s.</summary>
    public TimeSpan StopTime { get; init; } = TimeSpan.FromSeconds(150);

    /// <summary>How a lost node is found.</summary>
    public DetectionOptions Detection { get; init; } = new();

    /// <summary>Certificates between nodes; null for none.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>What opens the dashboard; null where there is none.</summary>
    public string? OperatorKey { get; init; }

    /// <summary>Whether it holds sessions.</summary>
    public bool IsSilo => Roles.HasFlag(NodeRoles.Silo);

    /// <summary>Whether it serves clients.</summary>
    public bool IsApi => Roles.HasFlag(NodeRoles.Api);

    /// <summary>Port of probes and metrics; 0 for none.</summary>
    public int Operations => OperationsPort ?? (IsApi ? 0 : StandardOperationsPort);

    /// <summary>Whether only this machine can reach the node.</summary>
    public bool OnLoopback => !Kubernetes && (Address is null || IPAddress.IsLoopback(Address));

    /// <summary>Where blobs are kept: the data folder where everything else is there too, otherwise nowhere unless it is said.</summary>
    public BlobKind? EffectiveBlobs => Blobs ?? (Stores == StoreKind.Sqlite ? BlobKind.Folder : null);

    /// <summary>Where grains keep their state.</summary>
    public GrainStateKind EffectiveGrainStorage => GrainStorage ?? Clustering switch
    {
        ClusteringKind.Redis => GrainStateKind.Redis,
        ClusteringKind.Postgres => GrainStateKind.Postgres,
        ClusteringKind.Azure => GrainStateKind.Azure,
        _ => GrainStateKind.Memory,
    };
}

/// <summary>How a lost node is found: by probes that its neighbours send.</summary>
internal sealed record DetectionOptions
{
    /// <summary>Time between probes, and the time that one may take; the default is 500 ms.</summary>
    public TimeSpan Probe { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Missed probes after which a node is suspected; the default is 3.</summary>
    public int Missed { get; init; } = 3;

    /// <summary>Nodes that must suspect it; the default is 2. In a cluster of two, one is enough.</summary>
    public int Votes { get; init; } = 2;
}

/// <summary>Certificates that nodes show one another. All are PEM files, and are read anew when they change.</summary>
/// <param name="Certificate">This node's certificate, with those between it and the authority.</param>
/// <param name="Key">Its private key.</param>
/// <param name="Authority">Certificates of the authorities that are trusted; no others are.</param>
/// <param name="Name">A name that the other side's certificate must carry as DNS name.</param>
internal sealed record TlsOptions(string Certificate, string Key, string Authority, string Name);
