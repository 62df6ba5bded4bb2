namespace SessionService.Silo.Options;

/// <summary>
/// An account of Azure Storage: a connection string for all of it, or the address of each of its services, which are used with the
/// identity of the machine.
/// </summary>
internal sealed record AzureAccount
{
    /// <summary>A connection string with a key; null where addresses are used.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Blobs, such as <c>https://account.blob.core.windows.net</c>; null where they are not needed.</summary>
    public Uri? Blobs { get; init; }

    /// <summary>Tables, such as <c>https://account.table.core.windows.net</c>; null where they are not needed.</summary>
    public Uri? Tables { get; init; }

    /// <summary>Queues, such as <c>https://account.queue.core.windows.net</c>; null where they are not needed.</summary>
    public Uri? Queues { get; init; }
}
