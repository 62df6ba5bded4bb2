using SessionService.Storage.Azure;
using SessionService.Storage.S3;
using SessionService.Storage.Tests.Contracts;

namespace SessionService.Storage.Cluster.Tests.Blobs;

public sealed class AzureBlobStoreTests : BlobStoreContract<AzureBlobs>;

public sealed class S3BlobStoreTests : BlobStoreContract<S3Blobs>;

public sealed class BlobOpeningTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bucket_that_is_not_there_or_not_ours_is_said_so()
    {
        S3Options options = new(S3Server.Bucket) { Endpoint = S3Server.Shared.Endpoint, AccessKey = S3Server.Key, SecretKey = S3Server.Key };
        foreach (S3Options wrong in new[] { options with { Bucket = "other" }, options with { AccessKey = "STRANGER" } })
        {
            StoreOpenException refusal = await Assert.ThrowsAsync<StoreOpenException>(() => S3BlobStore.OpenAsync(wrong, Token));
            Assert.Equal(StoreOpenFailure.Inaccessible, refusal.Reason);
        }
    }

    [Fact]
    public async Task An_account_that_is_not_ours_is_said_so()
    {
        string wrong = Azurite.Shared.ConnectionString.Replace("AccountKey=", "AccountKey=AAAA", StringComparison.Ordinal);
        foreach (AzureBlobOptions options in new AzureBlobOptions[] { new("c") { ConnectionString = wrong }, new("c") })
        {
            StoreOpenException refusal = await Assert.ThrowsAsync<StoreOpenException>(() => AzureBlobStore.OpenAsync(options, Token));
            Assert.Equal(StoreOpenFailure.Inaccessible, refusal.Reason);
        }
    }
}
