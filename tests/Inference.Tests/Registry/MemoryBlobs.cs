using System.Collections.Concurrent;
using System.Security.Cryptography;
using SessionService.Inference.Registry;

namespace SessionService.Inference.Tests.Registry;

/// <summary>A store of blobs that gives way at each call, so that callers interleave.</summary>
internal sealed class MemoryBlobs : IModelBlobs
{
    private readonly ConcurrentDictionary<(ModelBlobKind Kind, string Name), byte[]> all = new();

    public bool IsAway { get; set; }

    public int Count(ModelBlobKind kind) => all.Keys.Count(key => key.Kind == kind);

    public async Task<string> PutAsync(ModelBlobKind kind, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        await ComeAsync();
        string name = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        all[(kind, name)] = content.ToArray();
        return name;
    }

    public async Task<byte[]?> GetAsync(ModelBlobKind kind, string sha256, int most, CancellationToken cancellation)
    {
        await ComeAsync();
        return all.GetValueOrDefault((kind, sha256));
    }

    public async Task<IReadOnlyList<string>> ListAsync(ModelBlobKind kind, CancellationToken cancellation)
    {
        await ComeAsync();
        return [.. all.Keys.Where(key => key.Kind == kind).Select(key => key.Name).Order(StringComparer.Ordinal)];
    }

    public async Task DeleteAsync(ModelBlobKind kind, string sha256, CancellationToken cancellation)
    {
        await ComeAsync();
        all.TryRemove((kind, sha256), out _);
    }

    public void Lose(string name) => Assert.True(all.TryRemove((ModelBlobKind.Package, name), out _));

    private async Task ComeAsync()
    {
        await Task.Yield();
        if (IsAway)
        {
            throw new RegistryException("The store is away.");
        }
    }
}
