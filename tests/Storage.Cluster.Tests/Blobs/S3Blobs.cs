using Amazon.S3;
using Amazon.S3.Model;
using SessionService.Sessions.Ports;
using SessionService.Storage.Blobs;
using SessionService.Storage.S3;
using SessionService.Storage.Tests.Contracts;

namespace SessionService.Storage.Cluster.Tests.Blobs;

/// <summary>Blobs in a bucket.</summary>
public sealed class S3Blobs : IBlobs
{
    private readonly S3BlobStore _store;
    private readonly S3Options _options = new(S3Server.Bucket)
    {
        Endpoint = S3Server.Shared.Endpoint, AccessKey = S3Server.Key, SecretKey = S3Server.Key, Prefix = $"{Guid.NewGuid():N}/",
    };

    public S3Blobs()
    {
        _store = Task.Run(() => S3BlobStore.OpenAsync(_options)).GetAwaiter().GetResult();
    }

    public IBlobStore Store => _store;

    public async Task DamageAsync(BlobKey blob)
    {
        using var client = new AmazonS3Client(
            S3Server.Key, S3Server.Key, new AmazonS3Config { ServiceURL = S3Server.Shared.Endpoint.AbsoluteUri, ForcePathStyle = true });
        await client.PutObjectAsync(new PutObjectRequest
        {
            BucketName = S3Server.Bucket, Key = _options.Prefix + BlobRules.ObjectName(blob), ContentBody = "other", UseChunkEncoding = false,
        });
    }

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        return ValueTask.CompletedTask;
    }
}
