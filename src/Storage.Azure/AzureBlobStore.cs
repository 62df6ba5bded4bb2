using System.Runtime.CompilerServices;
using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SessionService.Sessions;
using SessionService.Sessions.Ports;
using SessionService.Storage.Blobs;

namespace SessionService.Storage.Azure;

/// <summary>Blobs in Azure Blob Storage, <c>tenant/hash</c>. A blob is there whole or not at all.</summary>
public sealed class AzureBlobStore : IBlobStore
{
    private const int NotFound = 404;

    private readonly BlobContainerClient _container;
    private readonly AzureBlobOptions _options;

    private AzureBlobStore(BlobContainerClient container, AzureBlobOptions options)
    {
        _container = container;
        _options = options;
    }

    /// <summary>Connects, and makes the container where it is missing.</summary>
    /// <param name="options">Which.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="StoreOpenException">It cannot be reached, or may not be used.</exception>
    public static async Task<AzureBlobStore> OpenAsync(AzureBlobOptions options, CancellationToken cancellation = default)
    {
        try
        {
            BlobContainerClient container = Service(options).GetBlobContainerClient(options.Container);
            await container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellation);
            return new AzureBlobStore(container, options);
        }
        catch (Exception fault) when (IsRefusal(fault) || fault is FormatException or ArgumentException)
        {
            throw new StoreOpenException(
                StoreOpenFailure.Inaccessible, $"The container {options.Container} cannot be opened: {fault.Message}", fault);
        }
    }

    /// <inheritdoc/>
    public async Task<BlobKey> PutAsync(TenantId tenant, Stream content, CancellationToken cancellation = default)
    {
        await using BlobContent taken = await BlobContent.TakeAsync(content, cancellation);
        var blob = new BlobKey(tenant, taken.Sha256);
        if (!await ExistsAsync(blob, cancellation))
        {
            await AskAsync(() => ClientOf(blob).UploadAsync(taken.Stream, overwrite: true, cancellation));
        }

        return blob;
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(BlobKey blob, CancellationToken cancellation = default)
    {
        Response<BlobDownloadStreamingResult>? found = await AskAsync(
            () => ClientOf(blob).DownloadStreamingAsync(cancellationToken: cancellation));
        return found is null ? null : new VerifiedStream(blob, found.Value.Content);
    }

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(BlobKey blob, CancellationToken cancellation = default)
    {
        return (await AskAsync(() => ClientOf(blob).ExistsAsync(cancellation)))?.Value == true;
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(BlobKey blob, CancellationToken cancellation = default)
    {
        return (await AskAsync(() => ClientOf(blob).DeleteIfExistsAsync(cancellationToken: cancellation)))?.Value == true;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobKey> ListAsync(
        TenantId tenant, string prefix = "", [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        if (!BlobRules.IsPrefix(prefix))
        {
            yield break;
        }

        string folder = $"{_options.Prefix}{tenant}/";
        await using IAsyncEnumerator<BlobItem> blobs = _container
            .GetBlobsAsync(BlobTraits.None, BlobStates.None, folder + prefix, cancellation).GetAsyncEnumerator(cancellation);
        while (await NextAsync(blobs))
        {
            yield return new BlobKey(tenant, blobs.Current.Name[folder.Length..]);
        }
    }

    private static BlobServiceClient Service(AzureBlobOptions options)
    {
        return (options.ConnectionString, options.Service) switch
        {
            ({ } text, null) => new BlobServiceClient(text),
            (null, { } address) => new BlobServiceClient(address, new DefaultAzureCredential()),
            _ => throw new ArgumentException("Either the address of the account or a connection string is needed.", nameof(options)),
        };
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<BlobItem> blobs)
    {
        try
        {
            return await blobs.MoveNextAsync();
        }
        catch (Exception fault) when (IsRefusal(fault))
        {
            throw Refused(fault);
        }
    }

    /// <returns>Null where there is no such blob.</returns>
    private static async Task<T?> AskAsync<T>(Func<Task<T>> request)
        where T : class
    {
        try
        {
            return await request();
        }
        catch (RequestFailedException fault) when (fault.Status == NotFound && fault.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
        catch (Exception fault) when (IsRefusal(fault))
        {
            throw Refused(fault);
        }
    }

    private static StoreUnavailableException Refused(Exception fault)
    {
        return new StoreUnavailableException($"The store of blobs refuses: {fault.Message}", fault);
    }

    private static bool IsRefusal(Exception fault)
    {
        return fault is RequestFailedException or AuthenticationFailedException or AggregateException or IOException;
    }

    private BlobClient ClientOf(BlobKey blob)
    {
        BlobRules.Require(blob);
        return _container.GetBlobClient(_options.Prefix + BlobRules.ObjectName(blob));
    }
}
