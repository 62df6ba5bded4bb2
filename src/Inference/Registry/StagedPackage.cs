using System.Security.Cryptography;
using SessionService.Inference.Packages;
using SessionService.Music;

namespace SessionService.Inference.Registry;

/// <summary>A package that was copied beside a registry and checked, and is not in it yet. Disposing of it removes the copy.</summary>
public sealed class StagedPackage : IDisposable
{
    private string? copy;

    private StagedPackage(string copy, ModelPackage package, string manifestHash, string? archiveHash)
    {
        this.copy = copy;
        Package = package;
        ManifestHash = manifestHash;
        ArchiveHash = archiveHash;
    }

    /// <summary>What it is.</summary>
    public ModelPackage Package { get; }

    /// <summary>SHA-256 of its <c>model.json</c>, which holds the hashes of all other files.</summary>
    public string ManifestHash { get; }

    /// <summary>SHA-256 of the archive it came in; null for a folder.</summary>
    public string? ArchiveHash { get; }

    /// <summary>Copies a package from a folder.</summary>
    /// <param name="registry">Where it may come in.</param>
    /// <param name="source">The folder.</param>
    /// <exception cref="PackageException">It is refused.</exception>
    public static StagedPackage OfFolder(ModelRegistry registry, string source) => Stage(registry, source, null, into =>
    {
        if (!Directory.Exists(source))
        {
            throw new PackageException(source, "there is no such folder.");
        }

        FileSystemInfo[] entries = [.. new DirectoryInfo(source).EnumerateFileSystemInfos().Take(Limits.ModelFiles + 1)];
        if (entries.Length > Limits.ModelFiles || entries.Any(entry => entry is not FileInfo { LinkTarget: null, Length: <= Limits.CodecModelBytes }))
        {
            throw new PackageException(source, $"at most {Limits.ModelFiles} files of at most {Limits.CodecModelBytes} bytes, without folders and links, were expected.");
        }

        foreach (FileSystemInfo file in entries)
        {
            File.Copy(file.FullName, Path.Combine(into, file.Name));
        }
    });

    /// <summary>Takes a package out of a zip archive.</summary>
    /// <param name="registry">Where it may come in.</param>
    /// <param name="source">What the archive is called, for messages.</param>
    /// <param name="archive">The archive.</param>
    /// <exception cref="PackageException">It is refused.</exception>
    public static StagedPackage OfArchive(ModelRegistry registry, string source, byte[] archive) =>
        Stage(registry, source, Convert.ToHexStringLower(SHA256.HashData(archive)), into => PackageArchive.Extract(archive, source, into));

    /// <summary>Puts a package together from contents by name, as a store of blobs has them.</summary>
    /// <exception cref="PackageException">It is refused.</exception>
    internal static StagedPackage OfContents(ModelRegistry registry, string source, IReadOnlyDictionary<string, byte[]> files) =>
        Stage(registry, source, null, into =>
        {
            foreach ((string name, byte[] content) in files)
            {
                File.WriteAllBytes(Path.Combine(into, name), content);
            }
        });

    /// <inheritdoc/>
    public void Dispose()
    {
        if (copy is not null && Directory.Exists(copy))
        {
            Directory.Delete(copy, recursive: true);
        }

        copy = null;
    }

    /// <summary>SHA-256 of its signature; null without.</summary>
    internal string? SignatureHash => copy is null ? null : SharedPackages.HashOfSignature(copy);

    /// <summary>Paths of the files that a host reads.</summary>
    internal IEnumerable<string> Files() =>
        from name in Package.Manifest.Files.Select(file => file.Path).Append(ModelPackage.ManifestFile).Append(ModelPackage.SignatureFile)
        let path = Path.Combine(copy ?? throw new ObjectDisposedException(nameof(StagedPackage)), name)
        where File.Exists(path)
        select path;

    /// <summary>Gives the copy its place.</summary>
    internal void MoveTo(string place)
    {
        Directory.Move(copy ?? throw new ObjectDisposedException(nameof(StagedPackage)), place);
        copy = null;
    }

    // What a process left that ended before it could take it away.
    private static void SweepOld(string incoming)
    {
        foreach (DirectoryInfo old in new DirectoryInfo(incoming).EnumerateDirectories())
        {
            if (old.CreationTimeUtc < TimeProvider.System.GetUtcNow().UtcDateTime - TimeSpan.FromDays(1))
            {
                old.Delete(recursive: true);
            }
        }
    }

    private static StagedPackage Stage(ModelRegistry registry, string source, string? archiveHash, Action<string> fill)
    {
        string into = Path.Combine(registry.IncomingFolder, Guid.NewGuid().ToString("N"));
        bool staged = false;
        try
        {
            Directory.CreateDirectory(into);
            SweepOld(registry.IncomingFolder);
            fill(into);
            ModelPackage package = ModelPackage.Read(into, registry.Trust);
            byte[] manifest = File.ReadAllBytes(Path.Combine(into, ModelPackage.ManifestFile));
            staged = true;
            return new StagedPackage(into, package, Convert.ToHexStringLower(SHA256.HashData(manifest)), archiveHash);
        }
        catch (PackageException refused)
        {
            throw new PackageException(source, refused.Reason, refused);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PackageException(source, fault.Message, fault);
        }
        finally
        {
            if (!staged && Directory.Exists(into))
            {
                Directory.Delete(into, recursive: true);
            }
        }
    }
}
