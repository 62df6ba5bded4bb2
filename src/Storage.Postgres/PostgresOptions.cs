namespace SessionService.Storage.Postgres;

/// <summary>Which PostgreSQL, and how it is used.</summary>
/// <param name="ConnectionString">As Npgsql reads it: <c>Host=…;Username=…;Password=…;Database=…</c>.</param>
public sealed record PostgresOptions(string ConnectionString)
{
    /// <summary>The schema of the tables, made where it is missing: letters, digits and underscores.</summary>
    public string Schema { get; init; } = "session_service";

    /// <summary>
    /// Whether to take the operator's word that the server keeps what it acknowledges. Otherwise one without <c>fsync</c> or
    /// <c>full_page_writes</c> is refused.
    /// </summary>
    public bool TrustDurability { get; init; }

    /// <summary>How long a read or write waits for a server that is away before it fails.</summary>
    public TimeSpan UnavailableAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a single statement may stay unanswered before the connection is given up, in whole seconds.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections for reading at once; writing has one of its own.</summary>
    public int ReadConnections { get; init; } = 20;

    /// <summary>Writes that may wait for the next transaction; more wait outside, in order.</summary>
    public int QueueLength { get; init; } = 4096;

    /// <summary>Most writes in one transaction.</summary>
    public int BatchLimit { get; init; } = 1024;
}
