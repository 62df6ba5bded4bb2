using System.Security.Cryptography;
using SessionService.Inference.Packages;
using SessionService.Music;

namespace SessionService.Inference.Registry;

/// <summary>
/// A folder with model packages as <c>name/version</c> and the file <c>registry.json</c> that says what plays. Any number of
/// processes may read it; changes are made one after the other under a lock, and written whole beside the file and renamed.
/// </summary>
/// <param name="folder">The folder; made for the first package.</param>
/// <param name="trust">Which packages are let in, checked again each time one is opened.</param>
/// <param name="blobs">
/// A store that processes share: then it has the packages and the state, and the folder is this machine's copy of what was read.
/// Null where the folder itself is the registry.
/// </param>
public sealed class ModelRegistry(string folder, PackageTrust trust, IModelBlobs? blobs = null)
{
    /// <summary>Name of the file that says what plays.</summary>
    public const string StateFile = "registry.json";

    private const string Incoming = "incoming";

    private readonly SharedState? sharedState = blobs is null ? null : new SharedState(blobs);
    private readonly SharedPackages? sharedPackages = blobs is null ? null : new SharedPackages(blobs);

    /// <summary>Where it is.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>Which packages are let in.</summary>
    public PackageTrust Trust => trust;

    /// <summary>Where packages are put together before they come in.</summary>
    internal string IncomingFolder => Path.Combine(Folder, Incoming);

    /// <summary>What it says now; from a shared store, what is kept of that here.</summary>
    /// <returns>The empty state where the folder is there, or nothing at all, but no state yet.</returns>
    /// <exception cref="RegistryException">It cannot be read, or contradicts itself.</exception>
    public RegistryState Read()
    {
        try
        {
            FileInfo file = new(Path.Combine(Folder, StateFile));
            if (!file.Exists)
            {
                return RegistryState.Empty;
            }

            return file.Length <= Limits.ModelRegistryBytes
                ? RegistryJson.Read(File.ReadAllBytes(file.FullName))
                : throw new RegistryException($"{file.FullName} has {file.Length} bytes; at most {Limits.ModelRegistryBytes} are read.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RegistryException($"The registry of models in {Folder} cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>What it says now, also in a shared store.</summary>
    /// <exception cref="RegistryException">It cannot be read, or contradicts itself.</exception>
    public async Task<RegistryState> ReadAsync(CancellationToken cancellation = default)
    {
        if (sharedState is null)
        {
            return Read();
        }

        RegistryState head = await sharedState.HeadAsync(cancellation).ConfigureAwait(false);
        await KeepAsync(head, cancellation).ConfigureAwait(false);
        return head;
    }

    /// <summary>Changes it; what is refused changes nothing.</summary>
    /// <param name="change">The change, of the state as it is when nobody else can change it.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="RegistryException">It cannot be read or written, or another process keeps it.</exception>
    public async Task<Transition> ChangeAsync(Func<RegistryState, Transition> change, CancellationToken cancellation = default)
    {
        if (sharedState is null)
        {
            return await LockedAsync(change, cancellation).ConfigureAwait(false);
        }

        Transition made = await sharedState.ChangeAsync(change, cancellation).ConfigureAwait(false);
        if (made.Next is { } next)
        {
            await KeepAsync(next, cancellation).ConfigureAwait(false);
        }

        return made;
    }

    /// <summary>Takes a checked package in as a candidate.</summary>
    /// <param name="package">The package; its files are the registry's afterwards.</param>
    /// <param name="note">Who and why.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="RegistryException">It cannot be read or written, or another process keeps it.</exception>
    public async Task<Transition> AddAsync(StagedPackage package, ChangeNote note, CancellationToken cancellation = default)
    {
        ModelManifest manifest = package.Package.Manifest;
        string? signature = package.SignatureHash;
        Transition Added(RegistryState state) => state.Add(manifest.Name, manifest.Version, package.ManifestHash, note, signature, manifest.Task);
        if (sharedPackages is null)
        {
            return await LockedAsync(
                state =>
                {
                    Transition made = Added(state);
                    if (made.Next is not null)
                    {
                        Place(package);
                    }

                    return made;
                }, cancellation).ConfigureAwait(false);
        }

        // The files first: a state never names what is not there.
        await sharedPackages.PutAsync(package, cancellation).ConfigureAwait(false);
        return await ChangeAsync(Added, cancellation).ConfigureAwait(false);
    }

    /// <summary>Brings a version's package from a shared store, where it is not here yet.</summary>
    /// <exception cref="PackageException">It is refused, or not in the store.</exception>
    /// <exception cref="RegistryException">The store cannot be reached.</exception>
    public async Task FetchAsync(RegistryState state, string name, string version, CancellationToken cancellation = default)
    {
        string place = PathOf(name, version);
        if (sharedPackages is null || Directory.Exists(place) || state.Find(name)?.Find(version) is not { } found)
        {
            return;
        }

        IReadOnlyDictionary<string, byte[]> files = await sharedPackages.GetAsync(found, $"{name} {version}", cancellation).ConfigureAwait(false);
        using StagedPackage package = StagedPackage.OfContents(this, $"{name} {version}", files);
        await LockedAsync(
            _ =>
            {
                if (!Directory.Exists(place))
                {
                    Place(package);
                }

                return Transition.No("Nothing else changes.");
            }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads and checks a version's package.</summary>
    /// <exception cref="PackageException">It is refused, or is not the one that was added.</exception>
    public ModelPackage Open(RegistryState state, string name, string version)
    {
        _ = Manifest(state, name, version);
        return ModelPackage.Read(PathOf(name, version), trust);
    }

    /// <summary>The bytes of a version's <c>model.json</c>.</summary>
    /// <exception cref="PackageException">It is not there, or not the one that was added.</exception>
    public byte[] Manifest(RegistryState state, string name, string version)
    {
        string place = PathOf(name, version);
        string known = state.Find(name)?.Find(version)?.Manifest ?? throw new PackageException(place, "the registry does not know it.");
        try
        {
            FileInfo file = new(Path.Combine(place, ModelPackage.ManifestFile));
            byte[] bytes = file.Length <= Limits.ModelManifestBytes
                ? File.ReadAllBytes(file.FullName)
                : throw new PackageException(place, $"{ModelPackage.ManifestFile} has {file.Length} bytes.");
            return Convert.ToHexStringLower(SHA256.HashData(bytes)) == known
                ? bytes
                : throw new PackageException(place, $"{ModelPackage.ManifestFile} is not the one that was added.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PackageException(place, fault.Message, fault);
        }
    }

    // What a process left that ended before the state knew of it makes room.
    private void Place(StagedPackage package)
    {
        string place = PathOf(package.Package.Manifest.Name, package.Package.Manifest.Version);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        if (Directory.Exists(place))
        {
            Directory.Delete(place, recursive: true);
        }

        package.MoveTo(place);
    }

    // The copy on this machine: what it said last, should the store be away when the program starts.
    private async Task KeepAsync(RegistryState head, CancellationToken cancellation)
    {
        if (head.Revision > Read().Revision)
        {
            Directory.CreateDirectory(Folder);
            await LockedAsync(kept => head.Revision > kept.Revision ? Transition.To(head) : Transition.No("It is newer."), cancellation).ConfigureAwait(false);
        }
    }

    private string PathOf(string name, string version) => Path.Combine(Folder, name, version);

    private async Task<Transition> LockedAsync(Func<RegistryState, Transition> work, CancellationToken cancellation)
    {
        try
        {
            // A folder that is not there is not made: it may be a disk that is not mounted.
            using IDisposable held = await RegistryLock.TakeAsync(Folder, cancellation).ConfigureAwait(false);
            Transition made = work(Read());
            if (made.Next is { } next)
            {
                Write(next);
            }

            return made;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RegistryException($"The registry of models in {Folder} cannot be changed: {fault.Message}", fault);
        }
    }

    private void Write(RegistryState state)
    {
        byte[] json = RegistryJson.Write(state);
        if (json.Length > Limits.ModelRegistryBytes)
        {
            throw new RegistryException($"The registry's state would have {json.Length} bytes; at most {Limits.ModelRegistryBytes} are taken.");
        }

        string written = Path.Combine(Folder, $"{StateFile}.new");
        using (FileStream file = new(written, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(json);
            file.Flush(flushToDisk: true);
        }

        File.Move(written, Path.Combine(Folder, StateFile), overwrite: true);
    }
}
