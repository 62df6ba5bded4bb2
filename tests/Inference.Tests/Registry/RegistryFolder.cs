using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using SessionService.Inference.Packages;
using SessionService.Inference.Registry;
using SessionService.Inference.Tests.Support;

namespace SessionService.Inference.Tests.Registry;

/// <summary>A registry in a folder that is deleted with it.</summary>
internal sealed class RegistryFolder : IDisposable
{
    public static readonly ChangeNote Note = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero), "ann", "because");

    private readonly string root = Directory.CreateTempSubdirectory("registry-").FullName;

    public RegistryFolder(PackageTrust? trust = null) => Registry = new ModelRegistry(Path.Combine(root, "models"), trust ?? PackageTrust.Any);

    public ModelRegistry Registry { get; }

    public string this[params string[] path] => Path.Combine([Registry.Folder, .. path]);

    /// <summary>Adds score-tiny under a version of its own.</summary>
    public async Task AddAsync(string version)
    {
        using PackageFiles.Copy copy = Version(version);
        using StagedPackage package = StagedPackage.OfFolder(Registry, copy.Folder);
        Assert.Null((await Registry.AddAsync(package, Note)).Refusal);
    }

    public async Task MakeAsync(Func<RegistryState, Transition> change) => Assert.Null((await Registry.ChangeAsync(change)).Refusal);

    /// <summary>1.0.0 live and 2.0.0 a canary for everybody.</summary>
    public async Task<RegistryFolder> WithCanaryAsync(double share = 1)
    {
        await AddAsync("1.0.0");
        await AddAsync("2.0.0");
        await MakeAsync(state => state.Promote("score-tiny", "1.0.0", anyway: false, Note));
        await MakeAsync(state => state.StartCanary("score-tiny", "2.0.0", share, Note));
        return this;
    }

    public static PackageFiles.Copy Version(string version)
    {
        PackageFiles.Copy copy = PackageFiles.OfTiny();
        copy.Replace(ModelPackage.ManifestFile, "\"version\": \"0.0.1\"", $"\"version\": \"{version}\"");
        return copy;
    }

    /// <summary>A zip archive of a folder's files under a name each.</summary>
    public static byte[] Zip(string folder, Func<string, string> name)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
            {
                zip.CreateEntryFromFile(file, name(Path.GetFileName(file)), CompressionLevel.Fastest);
            }
        }

        return bytes.ToArray();
    }

    public static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    public void Break(string version) => File.AppendAllText(this["score-tiny", version, ModelPackage.ManifestFile], " ", Encoding.UTF8);

    public void Dispose() => Directory.Delete(root, recursive: true);
}
