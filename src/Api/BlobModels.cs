using SessionService.Inference.Registry;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Api;

/// <summary>A registry of models in a store of blobs, under names that no tenant can have.</summary>
/// <param name="blobs">The store.</param>
internal sealed class BlobModels(IBlobStore blobs) : IModelBlobs
{
    private static readonly TenantId Packages = new("_models");
    private static readonly TenantId States = new("_models-state");
    private static readonly TenantId Claims = new("_models-claims");

    /// <inheritdoc/>
    public Task<string> PutAsync(ModelBlobKind kind, ReadOnlyMemory<byte> content, CancellationToken cancellation) => TryAsync(async () =>
    {
        using MemoryStream stream = new(content.ToArray(), writable: false);
        return (await blobs.PutAsync(Of(kind), stream, cancellation)).Sha256;
    });

    /// <inheritdoc/>
    public Task<byte[]?> GetAsync(ModelBlobKind kind, string sha256, int most, CancellationToken cancellation) => TryAsync(async () =>
    {
        await using Stream? found = await blobs.OpenAsync(new BlobKey(Of(kind), sha256), cancellation);
        if (found is null)
        {
            return null;
        }

        using MemoryStream read = new();
        byte[] buffer = new byte[64 * 1024];
        int count;
        while ((count = await found.ReadAsync(buffer, cancellation)) > 0)
        {
            if (read.Length + count > most)
            {
                throw new RegistryException($"The blob {sha256} has more than {most} bytes.");
            }

            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    });

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListAsync(ModelBlobKind kind, CancellationToken cancellation) => TryAsync<IReadOnlyList<string>>(async () =>
    {
        List<string> names = [];
        await foreach (BlobKey blob in blobs.ListAsync(Of(kind), "", cancellation))
        {
            names.Add(blob.Sha256);
        }

        return names;
    });

    /// <inheritdoc/>
    public Task DeleteAsync(ModelBlobKind kind, string sha256, CancellationToken cancellation) =>
        TryAsync(() => blobs.DeleteAsync(new BlobKey(Of(kind), sha256), cancellation));

    private static TenantId Of(ModelBlobKind kind) => kind switch
    {
        ModelBlobKind.Package => Packages,
        ModelBlobKind.State => States,
        _ => Claims,
    };

    private static async Task<T> TryAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception fault) when (fault is StoreUnavailableException or BlobDamagedException or ArgumentException or IOException)
        {
            throw new RegistryException($"The registry of models in the store of blobs: {fault.Message}", fault);
        }
    }
}
