using SessionService.Sessions.Ports;
using SessionService.Storage;
using SessionService.Storage.Archive;

namespace SessionService.Silo.Storage;

/// <summary>Stores whose old logs may lie in blobs: whoever reads one cannot tell.</summary>
/// <param name="stores">The stores.</param>
/// <param name="blobs">What holds the old logs; null where there is nothing of the kind.</param>
internal sealed class ArchivedStores(IStoreSet stores, IBlobStore? blobs) : IStoreSet
{
    /// <summary>What holds the old logs.</summary>
    public IBlobStore? Blobs => blobs;

    /// <summary>The logs that were not moved.</summary>
    public IEventLog Plain => stores.Log;

    /// <inheritdoc/>
    public IEventLog Log { get; } = blobs is null ? stores.Log : new ArchivingEventLog(stores.Log, stores.Archive, blobs);

    /// <inheritdoc/>
    public ILogArchive Archive => stores.Archive;

    /// <inheritdoc/>
    public ISessionStore Sessions => stores.Sessions;

    /// <inheritdoc/>
    public IProjectStore Projects => stores.Projects;

    /// <inheritdoc/>
    public IUsageStore Usage => stores.Usage;

    /// <inheritdoc/>
    public ICredentialStore Credentials => stores.Credentials;

    /// <inheritdoc/>
    public IIdempotencyStore Answers => stores.Answers;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stores.DisposeAsync();
        (blobs as IDisposable)?.Dispose();
    }
}
