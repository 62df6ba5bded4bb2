using System.Security.Cryptography;
using SessionService.Grains.Contracts;
using SessionService.Grains.Messages;
using SessionService.Inference.Registry;

namespace SessionService.Grains.Models;

/// <summary>
/// A registry of models whose packages are in a store of blobs and whose state is kept by a grain, which admits one change after
/// the other. What the grain says is kept here for as long as it is lent.
/// </summary>
/// <param name="packages">The store.</param>
/// <param name="grains">The cluster.</param>
/// <param name="time">Clock of what is lent.</param>
public sealed class GrainModelBlobs(IModelBlobs packages, IGrainFactory grains, TimeProvider time) : IModelBlobs
{
    private readonly Lock gate = new();
    private ModelStateMessage last = new();
    private byte[] bytes = [];
    private long askedAt;

    private IModelGrain Grain => grains.GetGrain<IModelGrain>(IModelGrain.Key);

    /// <inheritdoc/>
    public Task<string> PutAsync(ModelBlobKind kind, ReadOnlyMemory<byte> content, CancellationToken cancellation) => kind == ModelBlobKind.State
        ? WriteAsync(content.ToArray(), cancellation)
        : packages.PutAsync(kind, content, cancellation);

    /// <inheritdoc/>
    public async Task<byte[]?> GetAsync(ModelBlobKind kind, string sha256, int most, CancellationToken cancellation)
    {
        if (kind != ModelBlobKind.State)
        {
            return await packages.GetAsync(kind, sha256, most, cancellation);
        }

        lock (gate)
        {
            return last.Name == sha256 && bytes.Length <= most ? bytes : null;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListAsync(ModelBlobKind kind, CancellationToken cancellation)
    {
        if (kind != ModelBlobKind.State)
        {
            return await packages.ListAsync(kind, cancellation);
        }

        string known;
        lock (gate)
        {
            if (last.ValidFor > time.GetElapsedTime(askedAt))
            {
                return Names();
            }

            known = last.Name;
        }

        await TakeAsync(() => Grain.ReadAsync(known), cancellation);
        lock (gate)
        {
            return Names();
        }
    }

    /// <summary>Removes a package's file; of the state there is only one, and it goes when another comes.</summary>
    public Task DeleteAsync(ModelBlobKind kind, string sha256, CancellationToken cancellation) =>
        kind == ModelBlobKind.State ? Task.CompletedTask : packages.DeleteAsync(kind, sha256, cancellation);

    // What the grain did not take is not listed afterwards, which is how a registry finds out.
    private async Task<string> WriteAsync(byte[] state, CancellationToken cancellation)
    {
        string read;
        lock (gate)
        {
            read = last.Name;
        }

        await TakeAsync(() => Grain.WriteAsync(read, state), cancellation);
        return Convert.ToHexStringLower(SHA256.HashData(state));
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
