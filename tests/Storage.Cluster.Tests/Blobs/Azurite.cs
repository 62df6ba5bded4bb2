using System.Globalization;
using System.Security.Cryptography;
using SessionService.Storage.Cluster.Tests.Support;
using SessionService.Testing;

namespace SessionService.Storage.Cluster.Tests.Blobs;

/// <summary>Azurite, Microsoft's own emulator of Azure Storage (blobs, queues and tables), with an account and a key of its own.</summary>
internal sealed class Azurite : IDisposable
{
    private static readonly Lazy<Azurite> OfAll = new(() => new Azurite());

    private readonly ServerFolder _folder = new();
    private readonly ServerProcess _process;

    private Azurite()
    {
        string[] ports = [.. Enumerable.Range(0, 3).Select(_ => FreePort.Take().ToString(CultureInfo.InvariantCulture))];
        string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName=tests;AccountKey={key};BlobEndpoint=http://127.0.0.1:{ports[0]}/tests;"
            + $"QueueEndpoint=http://127.0.0.1:{ports[1]}/tests;TableEndpoint=http://127.0.0.1:{ports[2]}/tests;";
        _process = NodeServer.Start(
            "azurite/dist/src/azurite.js",
            [
                "--blobHost", "127.0.0.1", "--blobPort", ports[0], "--queueHost", "127.0.0.1", "--queuePort", ports[1], "--tableHost", "127.0.0.1",
                "--tablePort", ports[2], "--location", _folder.Path, "--silent", "--disableTelemetry", "--skipApiVersionCheck",
            ],
            "Table service is successfully listening", new Dictionary<string, string>(StringComparer.Ordinal) { ["AZURITE_ACCOUNTS"] = $"tests:{key}" });
    }

    public static Azurite Shared => OfAll.Value;

    public string ConnectionString { get; }

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
