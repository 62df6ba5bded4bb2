using System.Net;
using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using SessionService.Sessions;
using SessionService.Sessions.Ports;
using SessionService.Storage.Blobs;

namespace SessionService.Storage.S3;

/// <summary>Blobs as objects of an S3-compatible store, <c>tenant/hash</c>. An object is there whole or not at all.</summary>
public sealed class S3BlobStore : IBlobStore, IDisposable
{
    private readonly AmazonS3Client _client;
    private readonly S3Options _options;

    private S3BlobStore(AmazonS3Client client, S3Options options)
    {
        _client = client;
        _options = options;
    }

    /// <summary>Looks whether the bucket is there and may be read.</summary>
    /// <param name="options">Which.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="StoreOpenException">It is not.</exception>
    public static async Task<S3BlobStore> OpenAsync(S3Options options, CancellationToken cancellation = default)
    {
        AmazonS3Client? client = null;
        try
        {
            client = Connect(options);
            await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = options.Bucket, Prefix = options.Prefix, MaxKeys = 1 }, cancellation);
            return new S3BlobStore(client, options);
        }
        catch (Exception fault) when (IsRefusal(fault))
        {
            client?.Dispose();
            throw new StoreOpenException(StoreOpenFailure.Inaccessible, $"The bucket {options.Bucket} cannot be opened: {fault.Message}", fault);
        }
    }

    /// <inheritdoc/>
    public async Task<BlobKey> PutAsync(TenantId tenant, Stream content, CancellationToken cancellation = default)
    {
        await using BlobContent taken = await BlobContent.TakeAsync(content, cancellation);
        var blob = new BlobKey(tenant, taken.Sha256);
        if (await ExistsAsync(blob, cancellation))
        {
            return blob;
        }

        // In one request, so that servers that know no chunked signatures take it too.
        var request = new PutObjectRequest
        {
            BucketName = _options.Bucket, Key = NameOf(blob), InputStream = taken.Stream, AutoCloseStream = false, UseChunkEncoding = false,
            ContentType = "application/octet-stream",
        };
        await AskAsync(() => _client.PutObjectAsync(request, cancellation));
        return blob;
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(BlobKey blob, CancellationToken cancellation = default)
    {
        GetObjectResponse? found = await AskAsync(() => _client.GetObjectAsync(_options.Bucket, NameOf(blob), cancellation));
        return found is null ? null : new VerifiedStream(blob, found.ResponseStream);
    }

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(BlobKey blob, CancellationToken cancellation = default)
    {
        return await AskAsync(() => _client.GetObjectMetadataAsync(_options.Bucket, NameOf(blob), cancellation)) is not null;
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(BlobKey blob, CancellationToken cancellation = default)
    {
        // Deleting says the same whether there was one or not.
        if (!await ExistsAsync(blob, cancellation))
        {
            return false;
        }

        await AskAsync(() => _client.DeleteObjectAsync(_options.Bucket, NameOf(blob), cancellation));
        return true;
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
        var request = new ListObjectsV2Request { BucketName = _options.Bucket, Prefix = folder + prefix };
        ListObjectsV2Response? page;
        do
        {
            page = await AskAsync(() => _client.ListObjectsV2Async(request, cancellation));
            foreach (S3Object found in page?.S3Objects ?? [])
            {
                yield return new BlobKey(tenant, found.Key[folder.Length..]);
            }

            request.ContinuationToken = page?.NextContinuationToken;
        }
        while (page?.IsTruncated == true);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _client.Dispose();
    }

    private static AmazonS3Client Connect(S3Options options)
    {
        // Newer checksums only where the operation asks for them: other vendors' servers do not know all of them.
        var config = new AmazonS3Config
        {
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = options.Region;
            config.ForcePathStyle = true;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        return options.AccessKey is null
            ? new AmazonS3Client(config)
            : new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config);
    }

    /// <returns>Null where there is no such object.</returns>
    private static async Task<T?> AskAsync<T>(Func<Task<T>> request)
        where T : class
    {
        try
        {
            return await request();
        }
        catch (AmazonS3Exception fault) when (fault.StatusCode == HttpStatusCode.NotFound && fault.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
        catch (Exception fault) when (IsRefusal(fault))
        {
            throw new StoreUnavailableException($"The store of blobs refuses: {fault.Message}", fault);
        }
    }

    private static bool IsRefusal(Exception fault)
    {
        return fault is AmazonServiceException or AmazonClientException or HttpRequestException or IOException;
    }

    private string NameOf(BlobKey blob)
    {
        BlobRules.Require(blob);
        return _options.Prefix + BlobRules.ObjectName(blob);
    }
}
