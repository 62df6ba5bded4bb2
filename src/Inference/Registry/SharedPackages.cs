using System.Security.Cryptography;
using System.Text.Json;
using SessionService.Inference.Packages;
using SessionService.Music;

namespace SessionService.Inference.Registry;

/// <summary>
/// Packages in a store of bytes named by their SHA-256: <c>model.json</c> under the hash that the registry's state has, and each
/// other file under the hash that stands in <c>model.json</c>.
/// </summary>
/// <param name="blobs">The store.</param>
internal sealed class SharedPackages(IModelBlobs blobs)
{
    /// <summary>Stores a package's files.</summary>
    public async Task PutAsync(StagedPackage package, CancellationToken cancellation)
    {
        foreach (string file in package.Files())
        {
            await blobs.PutAsync(ModelBlobKind.Package, await File.ReadAllBytesAsync(file, cancellation).ConfigureAwait(false), cancellation)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Fetches a package's files.</summary>
    /// <param name="version">The version.</param>
    /// <param name="source">What it is called, for messages.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Contents by name.</returns>
    /// <exception cref="PackageException">A file is not in the store, or too large.</exception>
    public async Task<IReadOnlyDictionary<string, byte[]>> GetAsync(ModelVersion version, string source, CancellationToken cancellation)
    {
        byte[] manifest = await OneAsync(version.Manifest, ModelPackage.ManifestFile, Limits.ModelManifestBytes, source, cancellation).ConfigureAwait(false);
        Dictionary<string, byte[]> files = new(StringComparer.Ordinal) { [ModelPackage.ManifestFile] = manifest };
        int left = Limits.ModelBytes;
        foreach ((string name, string hash) in Listed(manifest, source))
        {
            files[name] = await OneAsync(hash, name, left, source, cancellation).ConfigureAwait(false);
            left -= files[name].Length;
        }

        if (version.Signature is { } signature)
        {
            files[ModelPackage.SignatureFile] = await OneAsync(signature, ModelPackage.SignatureFile, 1024, source, cancellation).ConfigureAwait(false);
        }

        return files;
    }

    /// <summary>The hash of a signature, as the registry's state keeps it.</summary>
    public static string? HashOfSignature(string folder)
    {
        string file = Path.Combine(folder, ModelPackage.SignatureFile);
        return File.Exists(file) ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))) : null;
    }

    private static List<(string Name, string Hash)> Listed(byte[] manifest, string source)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(manifest);
            List<(string Name, string Hash)> files = [];
            foreach (JsonElement file in document.RootElement.GetProperty("files").EnumerateArray())
            {
                string name = file.GetProperty("path").GetString() ?? "";
                if (!PackageArchive.IsPlain(name) || files.Count == Limits.ModelFiles)
                {
                    throw new PackageException(source, $"{ModelPackage.ManifestFile} lists '{name}'; at most {Limits.ModelFiles} plain names were expected.");
                }

                files.Add((name, file.GetProperty("sha256").GetString() ?? ""));
            }

            return files;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new PackageException(source, $"{ModelPackage.ManifestFile} lists no files: {fault.Message}", fault);
        }
    }

    private async Task<byte[]> OneAsync(string hash, string name, int most, string source, CancellationToken cancellation) =>
        await blobs.GetAsync(ModelBlobKind.Package, hash, most, cancellation).ConfigureAwait(false)
        ?? throw new PackageException(source, $"{name} is not in the store.");
}
