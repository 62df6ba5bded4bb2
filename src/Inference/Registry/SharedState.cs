using System.Collections.Concurrent;
using SessionService.Music;

namespace SessionService.Inference.Registry;

/// <summary>
/// A registry's state in a store that knows no file to change, only bytes under the name of their hash. Each change is a blob of
/// its own with the next revision; the highest one counts. Changes are made under a <see cref="BlobClaim"/>, one after the other.
/// </summary>
/// <param name="blobs">The store.</param>
internal sealed class SharedState(IModelBlobs blobs)
{
    // A process that reads slowly still finds what it listed.
    private const int Kept = 8;

    private readonly ConcurrentDictionary<string, RegistryState> known = new(StringComparer.Ordinal);

    /// <summary>The state that counts; the empty one where there is none.</summary>
    public async Task<RegistryState> HeadAsync(CancellationToken cancellation) =>
        (await ReadAsync(cancellation).ConfigureAwait(false)).FirstOrDefault().State ?? RegistryState.Empty;

    /// <summary>Makes a change; what is refused changes nothing.</summary>
    /// <exception cref="RegistryException">Others changed it all the time.</exception>
    public async Task<Transition> ChangeAsync(Func<RegistryState, Transition> change, CancellationToken cancellation)
    {
        BlobClaim claim = await BlobClaim.TakeAsync(blobs, cancellation).ConfigureAwait(false);
        await using (claim.ConfigureAwait(false))
        {
            Transition made = change(await HeadAsync(cancellation).ConfigureAwait(false));
            if (made.Next is not { } next)
            {
                return made;
            }

            string mine = await blobs.PutAsync(ModelBlobKind.State, RegistryJson.Write(next), cancellation).ConfigureAwait(false);
            List<(string Name, RegistryState State)> all = await ReadAsync(cancellation).ConfigureAwait(false);
            if (all.Any(one => one.Name != mine && one.State.Revision >= next.Revision))
            {
                // Only where this process stood still until its claim was over.
                await blobs.DeleteAsync(ModelBlobKind.State, mine, cancellation).ConfigureAwait(false);
                throw new RegistryException("The registry of models was changed by others meanwhile; nothing was changed.");
            }

            await ForgetAsync(all, next.Revision, cancellation).ConfigureAwait(false);
            return made;
        }
    }

    private async Task<List<(string Name, RegistryState State)>> ReadAsync(CancellationToken cancellation)
    {
        IReadOnlyList<string> names = await blobs.ListAsync(ModelBlobKind.State, cancellation).ConfigureAwait(false);
        List<(string Name, RegistryState State)> found = [];
        foreach (string name in names)
        {
            if (!known.TryGetValue(name, out RegistryState? state)
                && await blobs.GetAsync(ModelBlobKind.State, name, Limits.ModelRegistryBytes, cancellation).ConfigureAwait(false) is { } json)
            {
                known[name] = state = RegistryJson.Read(json);
            }

            if (state is not null)
            {
                found.Add((name, state));
            }
        }

        foreach (string gone in known.Keys.Except(names, StringComparer.Ordinal))
        {
            known.TryRemove(gone, out _);
        }

        found.Sort((left, right) => left.State.Revision != right.State.Revision
            ? right.State.Revision.CompareTo(left.State.Revision)
            : string.CompareOrdinal(left.Name, right.Name));
        return found;
    }

    private async Task ForgetAsync(List<(string Name, RegistryState State)> all, long revision, CancellationToken cancellation)
    {
        foreach ((string name, RegistryState state) in all)
        {
            if (state.Revision <= revision - Kept)
            {
                await blobs.DeleteAsync(ModelBlobKind.State, name, cancellation).ConfigureAwait(false);
            }
        }
    }
}
