using System.Globalization;
using SessionService.Storage.Cluster.Tests.Support;
using SessionService.Testing;

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
        string port = FreePort.Take().ToString(CultureInfo.InvariantCulture);
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
