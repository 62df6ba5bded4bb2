using SessionService.Inference.Packages;

namespace SessionService.Inference.Registry;

/// <summary>
/// The versions that are in memory. One that is asked for is loaded in the background, once; one that nobody is to hear any
/// more is let go of when its last bar is written. Safe for any number of threads.
/// </summary>
/// <param name="load">Loads a version; throws <see cref="PackageException"/> where it is refused.</param>
/// <param name="work">Where loading runs.</param>
/// <param name="time">Clock of the next try.</param>
/// <param name="options">How long until then.</param>
internal sealed class VersionShelf(
    Func<VersionKey, Task<LoadedVersion>> load, BackgroundWork work, TimeProvider time, ModelHostOptions options) : IDisposable
{
    private readonly Lock door = new();
    private readonly Dictionary<VersionKey, LoadedVersion> loaded = [];
    private readonly HashSet<VersionKey> loading = [];
    private readonly Dictionary<VersionKey, long> failed = [];
    private bool closed;

    /// <summary>Is told of each version that was loaded.</summary>
    public required Action<VersionKey> Loaded { get; init; }

    /// <summary>Is told of each version that cannot be loaded, and whether that is the package's own fault.</summary>
    public required Action<VersionKey, string, bool> Refused { get; init; }

    /// <summary>Is told of each version that was let go of.</summary>
    public required Action<VersionKey> Released { get; init; }

    /// <summary>Whether a version is in memory.</summary>
    public bool Has(VersionKey key)
    {
        lock (door)
        {
            return loaded.ContainsKey(key);
        }
    }

    /// <summary>Whether a version could not be loaded when that was last tried.</summary>
    public bool HasFailed(VersionKey key)
    {
        lock (door)
        {
            return failed.ContainsKey(key);
        }
    }

    /// <summary>A version to write one bar with; give it back. Where it is not there, it begins to be loaded if that is asked for.</summary>
    /// <returns>Null where it is not there now.</returns>
    public LoadedVersion? Take(VersionKey key, bool orLoad)
    {
        lock (door)
        {
            if (loaded.TryGetValue(key, out LoadedVersion? found))
            {
                found.Leases++;
                return found;
            }

            bool tired = failed.TryGetValue(key, out long at) && time.GetElapsedTime(at) < options.LoadAgainAfter;
            if (!orLoad || closed || tired || !loading.Add(key))
            {
                return null;
            }
        }

        work.Run(() => LoadAsync(key));
        return null;
    }

    /// <summary>A bar is written.</summary>
    public void GiveBack(LoadedVersion version)
    {
        bool last;
        lock (door)
        {
            version.Leases--;
            last = version is { Leases: 0, Discarded: true };
        }

        if (last)
        {
            version.Dispose();
        }
    }

    /// <summary>Gives up a version that has failed for good; it is loaded anew when that is due.</summary>
    /// <returns>False where somebody else was faster.</returns>
    public bool Discard(LoadedVersion version)
    {
        bool idle;
        lock (door)
        {
            if (version.Discarded || !loaded.Remove(version.Key))
            {
                return false;
            }

            version.Discarded = true;
            failed[version.Key] = time.GetTimestamp();
            idle = version.Leases == 0;
        }

        if (idle)
        {
            version.Dispose();
        }

        return true;
    }

    /// <summary>Lets go of what nobody is to hear and nobody writes with.</summary>
    /// <param name="wanted">Whether a version is still to be heard.</param>
    public void Sweep(Func<VersionKey, bool> wanted)
    {
        List<LoadedVersion> gone;
        lock (door)
        {
            gone = [.. loaded.Values.Where(one => one.Leases == 0 && !wanted(one.Key))];
            gone.ForEach(one => loaded.Remove(one.Key));
        }

        foreach (LoadedVersion one in gone)
        {
            one.Dispose();
            Released(one.Key);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        List<LoadedVersion> all;
        lock (door)
        {
            closed = true;
            all = [.. loaded.Values];
            loaded.Clear();
        }

        all.ForEach(one => one.Dispose());
    }

    private async Task LoadAsync(VersionKey key)
    {
        LoadedVersion? version = null;
        (string Reason, bool Own)? fault = null;
        try
        {
            version = await load(key).ConfigureAwait(false);
        }
        catch (PackageException refused)
        {
            // A disk that does not answer is not the package's fault.
            fault = (refused.Message, refused.InnerException is not (IOException or UnauthorizedAccessException));
        }
#pragma warning disable CA1031 // Whatever a runtime throws while it loads a graph, rules go on playing and the operator is told.
        catch (Exception other)
#pragma warning restore CA1031
        {
            fault = ($"{key} cannot be loaded: {other.Message}", false);
        }

        Keep(key, version);
        if (fault is { } told)
        {
            Refused(key, told.Reason, told.Own);
        }
        else
        {
            Loaded(key);
        }
    }

    private void Keep(VersionKey key, LoadedVersion? version)
    {
        bool late = false;
        lock (door)
        {
            loading.Remove(key);
            if (version is null)
            {
                failed[key] = time.GetTimestamp();
            }
            else if (closed)
            {
                late = true;
            }
            else
            {
                failed.Remove(key);
                loaded[key] = version;
            }
        }

        if (late)
        {
            version!.Dispose();
        }
    }
}
