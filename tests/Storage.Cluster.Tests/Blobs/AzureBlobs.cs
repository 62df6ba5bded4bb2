using Azure.Storage.Blobs;
using SessionService.Sessions.Ports;
using SessionService.Storage.Azure;
using SessionService.Storage.Blobs;
using SessionService.Storage.Tests.Contracts;

namespace SessionService.Storage.Cluster.Tests.Blobs;

/// <summary>Blobs in a container.</summary>
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
