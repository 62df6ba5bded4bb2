using System.Runtime.CompilerServices;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Blobs;

/// <summary>Blobs in memory, for tests: as the durable ones, but gone with the process.</summary>
public sealed class MemoryBlobStore : IBlobStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<BlobKey, byte[]> _blobs = [];

    /// <inheritdoc/>
    public async Task<BlobKey> PutAsync(TenantId tenant, Stream content, CancellationToken cancellation = default)
    {
        await using BlobContent taken = await BlobContent.TakeAsync(content, cancellation);
        var blob = new BlobKey(tenant, taken.Sha256);
        byte[] bytes = new byte[taken.Stream.Length];
        await taken.Stream.ReadExactlyAsync(bytes, cancellation);
        lock (_gate)
        {
            _blobs[blob] = bytes;
        }

        return blob;
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(BlobKey blob, CancellationToken cancellation = default)
    {
        BlobRules.Require(blob);
        lock (_gate)
        {
            return Task.FromResult<Stream?>(
                _blobs.TryGetValue(blob, out byte[]? bytes) ? new VerifiedStream(blob, new MemoryStream(bytes, writable: false)) : null);
        }
    }

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(BlobKey blob, CancellationToken cancellation = default)
    {
        BlobRules.Require(blob);
        lock (_gate)
        {
            return Task.FromResult(_blobs.ContainsKey(blob));
        }
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(BlobKey blob, CancellationToken cancellation = default)
    {
        BlobRules.Require(blob);
        lock (_gate)
        {
            return Task.FromResult(_blobs.Remove(blob));
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobKey> ListAsync(
        TenantId tenant, string prefix = "", [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.CompletedTask;
        BlobKey[] found;
        lock (_gate)
        {
            found =
            [
                .. _blobs.Keys.Where(blob => blob.Tenant == tenant && blob.Sha256.StartsWith(prefix, StringComparison.Ordinal))
                    .OrderBy(blob => blob.Sha256, StringComparer.Ordinal),
            ];
        }

        foreach (BlobKey blob in found)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return blob;
        }
    }
}
