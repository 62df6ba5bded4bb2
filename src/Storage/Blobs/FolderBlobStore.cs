using System.Runtime.CompilerServices;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Blobs;

/// <summary>
/// Blobs as files, <c>tenant/ab/abcdef…</c>. A blob is written beside its place, synchronised, and renamed into it, so that
/// what has a name is whole; the remains of a crash have none.
/// </summary>
/// <param name="folder">Where; made with mode 0700 where it is missing.</param>
public sealed class FolderBlobStore(string folder) : IBlobStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Incoming = "incoming";

    private readonly string _folder = Path.GetFullPath(folder);

    /// <inheritdoc/>
    public async Task<BlobKey> PutAsync(TenantId tenant, Stream content, CancellationToken cancellation = default)
    {
        await using BlobContent taken = await BlobContent.TakeAsync(content, cancellation);
        var blob = new BlobKey(tenant, taken.Sha256);
        string place = PathOf(blob);
        if (File.Exists(place))
        {
            return blob;
        }

        string written = Path.Combine(_folder, Incoming, Guid.NewGuid().ToString("N"));
        try
        {
            Make(Path.Combine(_folder, Incoming));
            Make(Path.GetDirectoryName(place)!);
            await using (FileStream file = Create(written))
            {
                await taken.Stream.CopyToAsync(file, cancellation);
                file.Flush(flushToDisk: true);
            }

            File.Move(written, place, overwrite: true);
            FolderSync.Synchronise(Path.GetDirectoryName(place)!);
            return blob;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            File.Delete(written);
            throw Refused(fault);
        }
        catch (OperationCanceledException)
        {
            File.Delete(written);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(BlobKey blob, CancellationToken cancellation = default)
    {
        try
        {
            return Task.FromResult<Stream?>(new VerifiedStream(blob, new FileStream(
                PathOf(blob), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous)));
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Refused(fault);
        }
    }

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(BlobKey blob, CancellationToken cancellation = default)
    {
        return Task.FromResult(File.Exists(PathOf(blob)));
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(BlobKey blob, CancellationToken cancellation = default)
    {
        string place = PathOf(blob);
        if (!File.Exists(place))
        {
            return Task.FromResult(false);
        }

        try
        {
            File.Delete(place);
            FolderSync.Synchronise(Path.GetDirectoryName(place)!);
            return Task.FromResult(true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Refused(fault);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobKey> ListAsync(
        TenantId tenant, string prefix = "", [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.CompletedTask;
        var root = new DirectoryInfo(Path.Combine(_folder, tenant.Value));
        if (!root.Exists || !BlobRules.IsPrefix(prefix))
        {
            yield break;
        }

        foreach (DirectoryInfo shelf in root.EnumerateDirectories().OrderBy(shelf => shelf.Name, StringComparer.Ordinal))
        {
            foreach (string name in shelf.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal))
            {
                cancellation.ThrowIfCancellationRequested();
                if (name.StartsWith(prefix, StringComparison.Ordinal))
                {
                    yield return new BlobKey(tenant, name);
                }
            }
        }
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    // A folder that is new is synchronised into the one it stands in.
    private static void Make(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        string parent = Path.GetDirectoryName(path)!;
        Make(parent);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }

        FolderSync.Synchronise(parent);
    }

    private static StoreUnavailableException Refused(Exception fault)
    {
        return new StoreUnavailableException($"The folder of blobs refuses: {fault.Message}", fault);
    }

    private string PathOf(BlobKey blob)
    {
        BlobRules.Require(blob);
        return Path.Combine(_folder, blob.Tenant.Value, blob.Sha256[..2], blob.Sha256);
    }
}
