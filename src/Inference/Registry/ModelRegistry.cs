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
public sealed class ModelRegistry(string folder, PackageTrust trust)
{
    /// <summary>Name of the file that says what plays.</summary>
    public const string StateFile = "registry.json";

    private const string Incoming = "incoming";

    /// <summary>Where it is.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>Which packages are let in.</summary>
    public PackageTrust Trust => trust;

    /// <summary>Where packages are put together before they come in.</summary>
    internal string IncomingFolder => Path.Combine(Folder, Incoming);

    /// <summary>What it says now.</summary>
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

    /// <summary>Changes it; what is refused changes nothing.</summary>
    /// <param name="change">The change, of the state as it is when nobody else can change it.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="RegistryException">It cannot be read or written, or another process keeps it.</exception>
    public Task<Transition> ChangeAsync(Func<RegistryState, Transition> change, CancellationToken cancellation = default) =>
        LockedAsync(state =>
        {
            Transition made = change(state);
            if (made.Next is { } next)
            {
                Write(next);
            }

            return made;
        }, cancellation);

    /// <summary>Takes a checked package in as a candidate.</summary>
    /// <param name="package">The package; its files are the registry's afterwards.</param>
    /// <param name="note">Who and why.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="RegistryException">It cannot be read or written, or another process keeps it.</exception>
    public Task<Transition> AddAsync(StagedPackage package, ChangeNote note, CancellationToken cancellation = default) =>
        LockedAsync(state =>
        {
            ModelManifest manifest = package.Package.Manifest;
            Transition made = state.Add(manifest.Name, manifest.Version, package.ManifestHash, note);
            if (made.Next is { } next)
            {
                string place = PathOf(manifest.Name, manifest.Version);
                Directory.CreateDirectory(Path.GetDirectoryName(place)!);
                if (Directory.Exists(place))
                {
                    // What a process left that ended between the two steps; the state does not know it.
                    Directory.Delete(place, recursive: true);
                }

                package.MoveTo(place);
                Write(next);
            }

            return made;
        }, cancellation);

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

    private string PathOf(string name, string version) => Path.Combine(Folder, name, version);

    private async Task<Transition> LockedAsync(Func<RegistryState, Transition> work, CancellationToken cancellation)
    {
        try
        {
            // A folder that is not there is not made: it may be a disk that is not mounted.
            using IDisposable held = await RegistryLock.TakeAsync(Folder, cancellation).ConfigureAwait(false);
            return work(Read());
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
