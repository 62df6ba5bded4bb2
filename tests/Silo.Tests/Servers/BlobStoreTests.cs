using Microsoft.Extensions.DependencyInjection;
using SessionService.Api;
using SessionService.Sessions;
using SessionService.Sessions.Ports;
using SessionService.Silo.Options;
using SessionService.Silo.Storage;
using SessionService.Storage;
using SessionService.Storage.Archive;
using SessionService.Storage.Azure;
using SessionService.Storage.Cluster.Tests.Blobs;
using SessionService.Storage.S3;

namespace SessionService.Silo.Tests.Servers;

/// <summary>Old logs go where the operator says, and are read from there.</summary>
public sealed class BlobStoreTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("blobs-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task In_the_data_folder() => await MovesAsync(new NodeOptions());

    [Fact]
    public async Task In_a_bucket() => await MovesAsync(new NodeOptions
    {
        Blobs = BlobKind.S3,
        S3 = new S3Options(S3Server.Bucket)
        {
            Endpoint = S3Server.Shared.Endpoint, AccessKey = S3Server.Key, SecretKey = S3Server.Key, Prefix = "node/",
        },
    });

    [Fact]
    public async Task In_a_container() => await MovesAsync(new NodeOptions
    {
        Blobs = BlobKind.Azure, Azure = new AzureBlobOptions("logs") { ConnectionString = Azurite.Shared.ConnectionString },
    });

    [Fact]
    public async Task A_bucket_that_is_not_there_keeps_a_node_from_starting()
    {
        var options = new NodeOptions
        {
            Blobs = BlobKind.S3, S3 = new S3Options("nowhere") { Endpoint = new Uri("http://127.0.0.1:9"), AccessKey = "a", SecretKey = "b" },
        };
        await using ServiceProvider services = Services(options);
        Assert.Throws<StoreOpenException>(services.GetRequiredService<IStoreSet>);
    }

    [Theory]
    [InlineData(false, "there are no blobs")]
    [InlineData(true, "other machines could not read this one's folder")]
    public void Old_logs_are_not_moved_where_other_nodes_would_not_find_them(bool inFolder, string why)
    {
        var options = new NodeOptions
        {
            Stores = StoreKind.Redis, Redis = "r:6379", Blobs = inFolder ? BlobKind.Folder : null, Address = new System.Net.IPAddress([10, 0, 0, 1]),
        };
        var service = new ServiceOptions { Data = folder.FullName, ArchiveAfterDays = 1 };
        SettingsException fault = Assert.Throws<SettingsException>(() => NodeStores.Add(new ServiceCollection(), service, options));
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    private async Task MovesAsync(NodeOptions options)
    {
        await using ServiceProvider services = Services(options);
        ArchivedStores stores = services.GetRequiredService<ArchivedStores>();
        var key = new SessionKey(new TenantId("old"), "tune");
        Assert.True(await stores.Sessions.CreateAsync(
            new SessionRecord(key, null, 0, 1, "{}", DateTimeOffset.UnixEpoch, null), Cancellation));
        var entry = LogChain.Next(null, "created", 0, DateTimeOffset.UnixEpoch, "{}"u8.ToArray());
        await stores.Log.AppendAsync(key, [entry]);
        await stores.Sessions.CloseAsync(key, DateTimeOffset.UnixEpoch, Cancellation);

        ArchiveSweep sweep = await new LogArchivist(stores.Plain, stores.Archive, stores.Blobs!, TimeProvider.System)
            .SweepAsync(TimeSpan.FromDays(1), Cancellation);
        Assert.Equal(1, sweep.Moved);
        Assert.Empty(await stores.Plain.ReadAsync(key, 0, Cancellation).ToArrayAsync(Cancellation));
        LogEntry read = Assert.Single(await services.GetRequiredService<IEventLog>().ReadAsync(key, 0, Cancellation).ToArrayAsync(Cancellation));
        Assert.Equal(entry.Hash.ToArray(), read.Hash.ToArray());
    }

    private ServiceProvider Services(NodeOptions options)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        NodeStores.Add(services, new ServiceOptions { Data = folder.FullName }, options);
        return services.BuildServiceProvider();
    }
}
