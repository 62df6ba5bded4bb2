using System.Reflection;
using SessionService.Sessions.Ports;
using SessionService.Storage.Blobs;
using SessionService.Storage.Tests.Contracts;

namespace SessionService.Storage.Tests.Support;

public sealed class FolderBlobs : IBlobs
{
    private readonly TemporaryFolder _folder = new();

    public FolderBlobs()
    {
        Store = new FolderBlobStore(_folder.Path);
    }

    public IBlobStore Store { get; }

    public Task DamageAsync(BlobKey blob)
    {
        return File.WriteAllTextAsync(Path.Combine(_folder.Path, blob.Tenant.Value, blob.Sha256[..2], blob.Sha256), "other");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class MemoryBlobs : IBlobs
{
    public IBlobStore Store { get; } = new MemoryBlobStore();

    public Task DamageAsync(BlobKey blob)
    {
        // What it keeps is nobody else's business, but here.
        FieldInfo field = typeof(MemoryBlobStore).GetField("_blobs", BindingFlags.Instance | BindingFlags.NonPublic)!;
        ((Dictionary<BlobKey, byte[]>)field.GetValue(Store)!)[blob] = [1];
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        return ValueTask.CompletedTask;
    }
}
