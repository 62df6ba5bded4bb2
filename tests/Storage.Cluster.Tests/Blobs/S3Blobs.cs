using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using SessionService.Sessions.Ports;
using SessionService.Storage.Blobs;
using SessionService.Storage.Cluster.Tests.Support;
using SessionService.Storage.S3;
using SessionService.Storage.Tests.Contracts;

namespace SessionService.Storage.Cluster.Tests.Blobs;

/// <summary>s3rver: a small S3-compatible server. It knows one key by name and does not check version 4 signatures, so tests against it say nothing of those.</summary>
internal sealed class S3Server : IDisposable
{
    public const string Bucket = "blobs";
    public const string Key = "S3RVER";

    private static readonly Lazy<S3Server> OfAll = new(() => new S3Server());

    private readonly ServerFolder _folder = new();
    private readonly ServerProcess _process;

    private S3Server()
    {
        string port = ServerProcess.FreePort().ToString(CultureInfo.InvariantCulture);
        Endpoint = new Uri($"http://127.0.0.1:{port}");
        _process = NodeServer.Start(
            "s3rver/bin/s3rver.js",
            ["--address", "127.0.0.1", "--port", port, "--directory", _folder.Path, "--configure-bucket", Bucket],
            "listening on");
    }

    public static S3Server Shared => OfAll.Value;

    public Uri Endpoint { get; }

    public static void DisposeShared()
    {
        if (OfAll.IsValueCreated)
        {
            OfAll.Value.Dispose();
        }
    }

    public void Dispose()
    {
        _process.Dispose();
        _folder.Dispose();
    }
}

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
