namespace SessionService.Storage.Redis;

/// <summary>Which Redis, and how it is used.</summary>
/// <param name="Configuration">
/// Where, as StackExchange.Redis reads it: <c>host:port[,host:port …][,password=…][,ssl=true][,serviceName=…]</c>.
/// </param>
public sealed record RedisOptions(string Configuration)
{
    /// <summary>What every key begins with, so that several services can share a server. Without braces.</summary>
    public string Prefix { get; init; } = "session-service";

    /// <summary>
    /// Whether to take the operator's word that the server keeps what it acknowledges. Otherwise it is asked
    /// (<c>CONFIG GET</c>), and refused where it does not say <c>appendonly yes</c>, <c>appendfsync always</c> and no eviction.
    /// For managed servers that hide their configuration.
    /// </summary>
    public bool TrustDurability { get; init; }

    /// <summary>Replicas that must have a write before it is acknowledged (<c>WAIT</c>); 0 for none. Not on Redis Cluster.</summary>
    public int WaitForReplicas { get; init; }

    /// <summary>How long the replicas may take to say so before the write is tried again.</summary>
    public TimeSpan ReplicaTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a read or write waits for a server that is away before it fails.</summary>
    public TimeSpan UnavailableAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a single command may stay unanswered before it is asked again.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Writes that may wait for the next batch; more wait outside, in order.</summary>
    public int QueueLength { get; init; } = 4096;

    /// <summary>Most writes in one batch.</summary>
    public int BatchLimit { get; init; } = 1024;
}
