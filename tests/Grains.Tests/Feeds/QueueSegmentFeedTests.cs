using SessionService.Grains.Feeds;
using SessionService.Grains.Hosting;
using SessionService.Grains.Tests.Support;
using SessionService.Silo.Hosting;
using SessionService.Silo.Options;
using SessionService.Storage.Cluster.Tests.Blobs;

namespace SessionService.Grains.Tests.Feeds;

/// <summary>The kit on streams over queues of Azure Storage, on Microsoft's emulator.</summary>
public sealed class QueueSegmentFeedTests : SegmentFeedKit
{
    private protected override Task<SmallCluster> StartAsync(SessionClusterOptions options)
    {
        var account = new AzureAccount { ConnectionString = Azurite.Shared.ConnectionString };
        List<string> names = SegmentQueues.NamesOf(new NodeOptions { ClusterId = Guid.NewGuid().ToString("N") });
        return SmallCluster.StartAsync(
            options: options with { StreamProvider = SegmentQueues.Provider, StreamBatchBytes = SegmentQueues.BatchBytes },
            streams: new ClusterStreams(silo => SegmentQueues.Add(silo, account, names), client => SegmentQueues.Add(client, account, names)));
    }

    private protected override ISegmentFeed New(SmallCluster cluster) =>
        new StreamSegmentFeed(cluster.Client, cluster.Options, TimeProvider.System);
}
