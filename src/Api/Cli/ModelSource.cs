using SessionService.Inference.Packages;
using SessionService.Inference.Registry;
using SessionService.Music;

namespace SessionService.Api.Cli;

/// <summary>Where a package comes from: a folder, an archive, or an address.</summary>
internal static class ModelSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Fetches a package and checks it, beside a registry.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="source">Folder, zip archive, or address.</param>
    /// <param name="mayDownload">Whether an address is taken.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="PackageException">It is refused or cannot be had.</exception>
    public static async Task<StagedPackage> OpenAsync(
        ModelRegistry registry, string source, bool mayDownload, CancellationToken cancellation)
    {
        if (Uri.TryCreate(source, UriKind.Absolute, out Uri? address) && !address.IsFile)
        {
            return mayDownload
                ? StagedPackage.OfArchive(registry, source, await DownloadAsync(address, cancellation))
                : throw new PackageException(source, "a folder or a zip archive was expected; addresses are for 'models pull'.");
        }

        return File.Exists(source)
            ? StagedPackage.OfArchive(registry, source, await ReadAsync(source, cancellation))
            : StagedPackage.OfFolder(registry, source);
    }

    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancellation)
    {
        try
        {
            await using FileStream stream = File.OpenRead(file);
            return await TakeAsync(file, stream, cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PackageException(file, fault.Message, fault);
        }
    }

    private static async Task<byte[]> DownloadAsync(Uri address, CancellationToken cancellation)
    {
        if (address.Scheme is not ("http" or "https"))
        {
            throw new PackageException(address.ToString(), "an address of http or https was expected.");
        }

        using HttpClient http = new() { Timeout = Patience };
        using CancellationTokenSource soon = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        soon.CancelAfter(Patience);
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, soon.Token);
            answer.EnsureSuccessStatusCode();
            await using Stream stream = await answer.Content.ReadAsStreamAsync(soon.Token);
            return await TakeAsync(address.ToString(), stream, soon.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new PackageException(address.ToString(), $"it cannot be had: {fault.Message}", fault);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new PackageException(address.ToString(), $"it did not arrive within {Patience.TotalMinutes:0} minutes.");
        }
    }

    // What is announced is a claim; what counts is what comes.
    private static async Task<byte[]> TakeAsync(string source, Stream stream, CancellationToken cancellation)
    {
        using MemoryStream taken = new();
        byte[] buffer = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            if (taken.Length + read > Limits.ModelArchiveBytes)
            {
                throw new PackageException(source, $"it has more than {Limits.ModelArchiveBytes} bytes.");
            }

            taken.Write(buffer, 0, read);
        }

        return taken.ToArray();
    }
}

/// <summary>A folder that goes away with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("sessionservice-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
