using System.Security.Cryptography;
using System.Text.Json;
using SessionService.Music;

namespace SessionService.Inference.Packages;

/// <summary>A model package whose files are what its <c>model.json</c> says and whom the operator trusts. All of it is in memory.</summary>
public sealed class ModelPackage
{
    /// <summary>Name of the file that describes the others.</summary>
    public const string ManifestFile = "model.json";

    /// <summary>Name of the signature, where there is one.</summary>
    public const string SignatureFile = "model.json.sig";

    private const string CardFile = "README.md";

    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = Limits.JsonDepth,
    };

    private readonly Dictionary<string, byte[]> files;

    private ModelPackage(string folder, ModelManifest manifest, Dictionary<string, byte[]> files)
    {
        Folder = folder;
        Manifest = manifest;
        this.files = files;
    }

    /// <summary>Where it was read from.</summary>
    public string Folder { get; }

    /// <summary>What it says of itself.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>Name and version, such as <c>score-preview@1.0.0</c>.</summary>
    public string Id => $"{Manifest.Name}@{Manifest.Version}";

    /// <summary>Reads and checks a package. Nothing is kept of one that is refused.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="trust">Who is let in.</param>
    /// <exception cref="PackageException">It is not what it says, too large, unknown, not allowed or not signed.</exception>
    public static ModelPackage Read(string folder, PackageTrust trust)
    {
        try
        {
            byte[] text = ReadFile(folder, ManifestFile, Limits.ModelManifestBytes);
            Signatures.Require(folder, text, trust);
            ModelManifest manifest = JsonSerializer.Deserialize<ModelManifest>(text, Reading)
                ?? throw new PackageException(folder, $"{ManifestFile} is empty.");
            ManifestRules.Require(folder, manifest, trust);
            RequireNothingElse(folder, manifest);
            Dictionary<string, byte[]> contents = new(StringComparer.Ordinal);
            foreach (PackageFile file in manifest.Files)
            {
                contents[file.Path] = ReadListed(folder, manifest, file);
            }

            return new ModelPackage(folder, manifest, contents);
        }
        catch (JsonException fault)
        {
            throw new PackageException(folder, $"{ManifestFile} at {fault.Path ?? "$"}: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PackageException(folder, fault.Message, fault);
        }
    }

    /// <summary>The content of a role's file.</summary>
    /// <exception cref="PackageException">There is no such file.</exception>
    public ReadOnlyMemory<byte> Content(string role) =>
        Manifest.FileOf(role) is { } name ? files[name] : throw new PackageException(Folder, $"it has no file of role '{role}'.");

    private static byte[] ReadFile(string folder, string name, long most)
    {
        FileInfo file = new(Path.Combine(folder, name));
        if (!file.Exists)
        {
            throw new PackageException(folder, $"{name} is not there.");
        }

        if (file.LinkTarget is not null || file.Length > most)
        {
            throw new PackageException(folder, $"{name} is a link or has {file.Length} bytes; a file of at most {most} was expected.");
        }

        return File.ReadAllBytes(file.FullName);
    }

    private static byte[] ReadListed(string folder, ModelManifest manifest, PackageFile file)
    {
        byte[] content = ReadFile(folder, file.Path, manifest.Task == ModelTask.Codec ? Limits.CodecModelBytes : Limits.ModelBytes);
        string hash = Convert.ToHexStringLower(SHA256.HashData(content));
        if (content.Length != file.Bytes || !string.Equals(hash, file.Sha256, StringComparison.Ordinal))
        {
            throw new PackageException(
                folder, $"{file.Path} has {content.Length} bytes and SHA-256 {hash}; {file.Bytes} and {file.Sha256} were expected.");
        }

        return content;
    }

    private static void RequireNothingElse(string folder, ModelManifest manifest)
    {
        foreach (string path in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(path);
            if (name is not (ManifestFile or SignatureFile or CardFile) && manifest.Files.All(file => file.Path != name))
            {
                throw new PackageException(folder, $"{name} is there, but not listed in {ManifestFile}.");
            }
        }
    }
}
