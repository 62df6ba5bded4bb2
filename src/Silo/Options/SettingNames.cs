using SessionService.Api.Cli;

namespace SessionService.Silo.Options;

/// <summary>A setting of a node: one place for its name in files, variables and on the command line.</summary>
/// <param name="Key">Below <c>Cluster:</c> in <c>appsettings.json</c>.</param>
/// <param name="Help">What it is.</param>
/// <param name="Value">What a value looks like.</param>
internal sealed record SettingName(string Key, string Help, string Value)
{
    private static readonly string[] Stored =
    [
        "Stores", "ServiceId", "Redis", "RedisTrustDurability", "RedisReplicas", "Postgres", "Blobs", "BlobPrefix", "S3Bucket", "S3Endpoint",
        "S3Region", "S3AccessKey", "S3SecretKey", "AzureContainer", "AzureService", "AzureConnection",
    ];

    /// <summary>The section that all are in.</summary>
    public const string Section = "Cluster";

    /// <summary>The option, such as <c>--silo-port</c>.</summary>
    public string Option => "--" + string.Concat(Key.Replace(":", "", StringComparison.Ordinal)
        .Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>The variable, such as <c>SESSIONSERVICE_Cluster__SiloPort</c>.</summary>
    public string Variable => $"{Settings.VariablePrefix}{Section}__{Key.Replace(":", "__", StringComparison.Ordinal)}";

    /// <summary>Whether it says where sessions, logs and keys are: commands that work on these take it too.</summary>
    public bool OfStores => Stored.Contains(Key, StringComparer.Ordinal);

    /// <summary>The whole key, such as <c>Cluster:SiloPort</c>.</summary>
    public string Path => $"{Section}:{Key}";
}

/// <summary>All settings of a node.</summary>
internal static class SettingNames
{
    /// <summary>The list, in the order in which help shows them.</summary>
    public static readonly IReadOnlyList<SettingName> All =
    [
        new("Roles", "What this node does: silo, api or silo,api (both, the default).", "ROLES"),
        new("Clustering", "Where the list of nodes is kept: localhost (the default), redis, postgres or azure.", "WHERE"),
        new("Stores", "Where sessions and everything else is kept: sqlite (the default), redis or postgres.", "WHERE"),
        new("GrainStorage", "Where leases are kept: memory, redis, postgres or azure (as --clustering by default).", "WHERE"),
        new("Directory", "Where it is noted which silo a session is on: memory (of the silos, the default) or redis; the same on all.", "WHERE"),
        new("Segments", "How segments reach front ends: enumeration (the default), streams or queues (of azure); the same on all.", "HOW"),
        new("Models", "Whether models write for this silo's sessions: none (the default), ask (other silos'), cpu or gpu (its own).", "WHERE"),
        new("Blobs", "Where old logs are moved to: folder (with sqlite the default), s3 or azure.", "WHERE"),
        new("BlobPrefix", "What every blob's name begins with in s3 or azure, such as production/.", "TEXT"),
        new("S3Bucket", "A bucket that is there.", "NAME"),
        new("S3Endpoint", "Address of an S3-compatible server (the vendor's own, by region).", "URL"),
        new("S3Region", "Region (us-east-1).", "NAME"),
        new("S3AccessKey", "Access key (what the machine's surroundings say).", "KEY"),
        new("S3SecretKey", "Its secret; give it as a variable.", "KEY"),
        new("AzureContainer", "A container, made where it is missing.", "NAME"),
        new("AzureService", "Address of the account's blobs, used with the machine's identity.", "URL"),
        new("AzureTables", "Address of its tables, where --clustering is azure.", "URL"),
        new("AzureQueues", "Address of its queues, where --segments is queues.", "URL"),
        new("AzureConnection", "Instead of the three: a connection string; give it as a variable.", "CONNECTION"),
        new("Redis", "Redis, such as host:6379,password=….", "CONNECTION"),
        new("RedisTrustDurability", "Whether to trust that Redis keeps what it acknowledges: true or false (the default: it is asked).", "BOOL"),
        new("RedisReplicas", "Replicas of Redis that must have a write before it is acknowledged (0).", "N"),
        new("Postgres", "PostgreSQL, such as Host=…;Database=…;Username=…;Password=….", "CONNECTION"),
        new("Kubernetes", "Whether names and addresses come from Kubernetes: true or false (the default).", "BOOL"),
        new("ClusterId", "Name of the cluster (dev).", "NAME"),
        new("ServiceId", "Name of the service (sessionservice).", "NAME"),
        new("Address", "IP address at which other nodes reach this one (loopback).", "IP"),
        new("SiloPort", "Port on which silos talk to one another (11111).", "N"),
        new("GatewayPort", "Port on which front ends find silos (30000).", "N"),
        new("PrimaryPort", "With localhost clustering: silo port of the first silo, for all others.", "N"),
        new("OperationsPort", "Port of probes, metrics and dashboard; 0 for none (5081 for a silo alone, otherwise none).", "N"),
        new("Workers", "Render threads of a silo (one per processor).", "N"),
        new("StopSeconds", "How long stopping may take; a silo needs more than 126 (150).", "S"),
        new("ProbeMilliseconds", "Time between two probes of a node (500).", "MS"),
        new("MissedProbes", "Probes missed before a node is suspected (3).", "N"),
        new("Votes", "Nodes that must suspect it (2).", "N"),
        new("TlsCertificate", "This node's certificate, a PEM file; needs the three below.", "FILE"),
        new("TlsKey", "Its private key, a PEM file.", "FILE"),
        new("TlsAuthority", "The authorities that are trusted, a PEM file.", "FILE"),
        new("TlsName", "DNS name that other nodes' certificates must carry.", "NAME"),
        new("OperatorKey", "Opens the dashboard at the operations port, 32 characters or more; none without it.", "KEY"),
    ];
}
