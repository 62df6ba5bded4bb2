using SessionService.Api;
using SessionService.Sessions.Ports;
using SessionService.Silo.Options;
using SessionService.Storage;
using SessionService.Storage.Azure;
using SessionService.Storage.Blobs;
using SessionService.Storage.S3;

namespace SessionService.Silo.Storage;

/// <summary>Where a node keeps large immutable things.</summary>
internal static class NodeBlobs
{
    /// <summary>Opens the place; null where there is none.</summary>
    /// <exception cref="StoreOpenException">It is not there, or refuses.</exception>
    public static IBlobStore? Open(ServiceOptions service, NodeOptions options) => options.EffectiveBlobs switch
    {
        BlobKind.Folder => new FolderBlobStore(Path.Combine(service.Data, "blobs")),

        // Composing services waits; off the caller's context, so that nothing waits for itself.
        BlobKind.S3 => Task.Run(() => S3BlobStore.OpenAsync(options.S3!)).GetAwaiter().GetResult(),
        BlobKind.Azure => Task.Run(() => AzureBlobStore.OpenAsync(options.Azure!)).GetAwaiter().GetResult(),
        _ => null,
    };
}
