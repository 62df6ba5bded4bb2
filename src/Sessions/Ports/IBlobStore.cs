using SessionService.Music;

namespace SessionService.Sessions.Ports;

/// <summary>A blob of a tenant.</summary>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Sha256">Hex SHA-256 of its bytes, lower case: its name.</param>
public readonly record struct BlobKey(TenantId Tenant, string Sha256)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Tenant}/{Sha256}";
}

/// <summary>What is stored under the name of other bytes.</summary>
public sealed class BlobDamagedException(string message) : Exception(message);

/// <summary>
/// Large immutable things, named by the SHA-256 of their bytes: whoever reads one can tell that it is whole. The tenant is
/// part of every name; the same bytes of two tenants are two blobs.
/// </summary>
public interface IBlobStore
{
    /// <summary>Stores what a stream has left; durable when it completes. Storing the same again changes nothing.</summary>
    /// <param name="tenant">Whose it will be.</param>
    /// <param name="content">Read to its end, from where it stands.</param>
    /// <param name="cancellation">Stops; nothing half-written stays under a name.</param>
    /// <exception cref="ArgumentException">More than <see cref="Limits.BlobBytes"/>.</exception>
    /// <exception cref="StoreUnavailableException">The medium refused.</exception>
    Task<BlobKey> PutAsync(TenantId tenant, Stream content, CancellationToken cancellation = default);

    /// <summary>
    /// The bytes of a blob, or null where there is none. The last read of the stream throws
    /// <see cref="BlobDamagedException"/> where they are not what the name says.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The medium refused.</exception>
    Task<Stream?> OpenAsync(BlobKey blob, CancellationToken cancellation = default);

    /// <summary>Whether there is such a blob.</summary>
    Task<bool> ExistsAsync(BlobKey blob, CancellationToken cancellation = default);

    /// <summary>Removes a blob.</summary>
    /// <returns>False where there was none.</returns>
    Task<bool> DeleteAsync(BlobKey blob, CancellationToken cancellation = default);

    /// <summary>A tenant's blobs whose name begins with <paramref name="prefix"/>, in the order of names.</summary>
    IAsyncEnumerable<BlobKey> ListAsync(TenantId tenant, string prefix = "", CancellationToken cancellation = default);
}
