using System.Globalization;
using System.Security.Cryptography;
using Azure.Storage.Blobs;
using SessionService.Sessions.Ports;
using SessionService.Storage.Azure;
using SessionService.Storage.Blobs;
using SessionService.Storage.Cluster.Tests.Support;
using SessionService.Storage.Tests.Contracts;

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

public sealed class AzureBlobs : IBlobs
{
    private readonly AzureBlobOptions _options = new($"c{Guid.NewGuid():N}")
    {
        ConnectionString = Azurite.Shared.ConnectionString, Prefix = "tests/",
    };

    public AzureBlobs()
    {
        Store = Task.Run(() => AzureBlobStore.OpenAsync(_options)).GetAwaiter().GetResult();
    }

    public IBlobStore Store { get; }

    public Task DamageAsync(BlobKey blob)
    {
        BlobContainerClient container = new BlobServiceClient(_options.ConnectionString).GetBlobContainerClient(_options.Container);
        return container.GetBlobClient($"tests/{BlobRules.ObjectName(blob)}").UploadAsync(BinaryData.FromString("other"), overwrite: true);
    }

    public ValueTask DisposeAsync()
    {
        return ValueTask.CompletedTask;
    }
}
