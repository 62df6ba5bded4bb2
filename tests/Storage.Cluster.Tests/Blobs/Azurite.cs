using System.Globalization;
using System.Security.Cryptography;
using SessionService.Storage.Cluster.Tests.Support;

namespace SessionService.Storage.Cluster.Tests.Blobs;

/// <summary>Azurite, Microsoft's own emulator of Azure Storage, with an account and a key of its own.</summary>
internal sealed class Azurite : IDisposable
{
    private static readonly Lazy<Azurite> OfAll = new(() => new Azurite());

    private readonly ServerFolder _folder = new();
    private readonly ServerProcess _process;

    private Azurite()
    {
        string port = ServerProcess.FreePort().ToString(CultureInfo.InvariantCulture);
        string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        ConnectionString =
            $"DefaultEndpointsProtocol=http;AccountName=tests;AccountKey={key};BlobEndpoint=http://127.0.0.1:{port}/tests;";
        _process = NodeServer.Start(
            "azurite/dist/src/blob/main.js",
            [
                "--blobHost", "127.0.0.1", "--blobPort", port, "--location", _folder.Path, "--disableTelemetry", "--skipApiVersionCheck",
            ],
            "successfully listen", new Dictionary<string, string>(StringComparer.Ordinal) { ["AZURITE_ACCOUNTS"] = $"tests:{key}" });
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
