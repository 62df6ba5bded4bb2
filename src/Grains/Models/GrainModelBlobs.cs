using SessionService.Grains.Contracts;
using SessionService.Grains.Messages;
using SessionService.Inference.Registry;

namespace SessionService.Grains.Models;

/// <summary>
/// A registry of models in a store that nodes share, as one silo sees it: what it says comes from the grain, and is kept here for
/// as long as it is lent. Whoever changes the registry sees the store itself from claim to release, and tells the grain afterwards.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="grains">The cluster.</param>
/// <param name="time">Clock of what is lent.</param>
public sealed class GrainModelBlobs(IModelBlobs store, IGrainFactory grains, TimeProvider time) : IModelBlobs
{
    private readonly Lock gate = new();
    private readonly HashSet<string> claims = new(StringComparer.Ordinal);
    private ModelStateMessage last = new();
    private byte[] bytes = [];
    private long askedAt;
    private bool changed;

    private bool Changing
    {
        get
        {
            lock (gate)
            {
                return claims.Count > 0;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<string> PutAsync(ModelBlobKind kind, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        string name = await store.PutAsync(kind, content, cancellation);
        lock (gate)
        {
            changed |= kind == ModelBlobKind.State;
            _ = kind == ModelBlobKind.Claim && claims.Add(name);
        }

        return name;
    }

    /// <inheritdoc/>
    public async Task<byte[]?> GetAsync(ModelBlobKind kind, string sha256, int most, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (kind == ModelBlobKind.State && last.Name == sha256 && bytes.Length <= most)
            {
                return bytes;
            }
        }

        return await store.GetAsync(kind, sha256, most, cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListAsync(ModelBlobKind kind, CancellationToken cancellation)
    {
        if (kind != ModelBlobKind.State || Changing)
        {
            return await store.ListAsync(kind, cancellation);
        }

        string known;
        bool look;
        lock (gate)
        {
            if (!changed && last.ValidFor > time.GetElapsedTime(askedAt))
            {
                return Names();
            }

            known = last.Name;
            look = changed;
            changed = false;
        }

        await TakeAsync(() => grains.GetGrain<IModelGrain>(IModelGrain.Key).ReadAsync(known, look), cancellation);
        lock (gate)
        {
            return Names();
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(ModelBlobKind kind, string sha256, CancellationToken cancellation)
    {
        try
        {
            await store.DeleteAsync(kind, sha256, cancellation);
        }
        finally
        {
            lock (gate)
            {
                claims.Remove(sha256);
            }
        }
    }

    private async Task TakeAsync(Func<Task<ModelStateMessage>> ask, CancellationToken cancellation)
    {
        ModelStateMessage said;
        try
        {
            said = await ask().WaitAsync(cancellation);
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException or IOException)
        {
            throw new RegistryException($"The cluster does not say what its registry of models says: {fault.Message}", fault);
        }

        lock (gate)
        {
            askedAt = time.GetTimestamp();
            bytes = said.State ?? (said.Name == last.Name ? bytes : []);
            last = said;
        }
    }

    // Under the gate.
    private string[] Names() => last.Name.Length == 0 ? [] : [last.Name];
}
