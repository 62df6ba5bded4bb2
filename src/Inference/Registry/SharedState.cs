using System.Collections.Concurrent;
using SessionService.Music;

namespace SessionService.Inference.Registry;

/// <summary>
/// A registry's state in a store that knows no file to change, only bytes under the name of their hash. Each change is a blob of
/// its own with the next revision; the highest one counts. Whoever finds, after putting a revision, that somebody else has put the
/// same or a later one takes theirs out again and begins anew: of two who write at once at least one sees the other, since what
/// was put is listed from then on.
/// </summary>
/// <param name="blobs">The store.</param>
internal sealed class SharedState(IModelBlobs blobs)
{
    // A process that reads slowly still finds what it listed.
    private const int Kept = 8;
    private const int Tries = 20;

    private readonly ConcurrentDictionary<string, RegistryState> known = new(StringComparer.Ordinal);

    /// <summary>The state that counts; the empty one where there is none.</summary>
    public async Task<RegistryState> HeadAsync(CancellationToken cancellation) =>
        (await ReadAsync(cancellation).ConfigureAwait(false)).FirstOrDefault().State ?? RegistryState.Empty;

    /// <summary>Makes a change; what is refused changes nothing.</summary>
    /// <exception cref="RegistryException">Others changed it all the time.</exception>
    public async Task<Transition> ChangeAsync(Func<RegistryState, Transition> change, CancellationToken cancellation)
    {
        for (int i = 0; i < Tries; i++)
        {
            Transition made = change(await HeadAsync(cancellation).ConfigureAwait(false));
            if (made.Next is not { } next)
            {
                return made;
            }

            string mine = await blobs.PutAsync(ModelBlobKind.State, RegistryJson.Write(next), cancellation).ConfigureAwait(false);
            List<(string Name, RegistryState State)> all = await ReadAsync(cancellation).ConfigureAwait(false);
            if (all.All(one => one.Name == mine || one.State.Revision < next.Revision))
            {
                await ForgetAsync(all, next.Revision, cancellation).ConfigureAwait(false);
                return made;
            }

            await blobs.DeleteAsync(ModelBlobKind.State, mine, cancellation).ConfigureAwait(false);

            // The hash parts those who met; nothing that is heard depends on it.
            int apart = Convert.ToInt32(mine[..2], 16);
            await Task.Delay(TimeSpan.FromMilliseconds((i + 1) * apart / 8.0), cancellation).ConfigureAwait(false);
        }

        throw new RegistryException($"The registry of models was changed by others {Tries} times in a row.");
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
