using Orleans.TestingHost;
using SessionService.Grains.Feeds;
using SessionService.Grains.Hosting;
using SessionService.Grains.Messages;
using SessionService.Grains.Tests.Support;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;
using SessionService.Sessions.Tests.Hosting.Kit;

namespace SessionService.Grains.Tests.Feeds;

/// <summary>What every <see cref="ISegmentFeed"/> must do, on a cluster of two silos.</summary>
public abstract class SegmentFeedKit : IAsyncLifetime
{
    private static readonly TenantId Tenant = new("feed");
    private static readonly SessionKey Key = new(Tenant, "a");
    private static readonly ListenMessage Pcm = new() { Format = AudioFormat.Pcm };

    private SmallCluster cluster = null!;
    private ISegmentFeed feed = null!;
    private ClusterSessionHost host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The feed under test.</summary>
    private protected abstract ISegmentFeed New(SmallCluster cluster);

    /// <summary>Starts a cluster that has what the feed needs.</summary>
    private protected virtual Task<SmallCluster> StartAsync(SessionClusterOptions options) => SmallCluster.StartAsync(options: options);

    public async ValueTask InitializeAsync()
    {
        cluster = await StartAsync(new SessionClusterOptions { PublicationLease = TimeSpan.FromSeconds(2) });
        feed = New(cluster);
        host = cluster.NewFrontEnd(feed);
        Assert.Null((await host.CreateAsync(new CreateSession(Tenant, "a", null, null, TestMaps.Small, 1), Cancellation)).Refusal);
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task It_begins_with_an_opening_and_counts_its_items()
    {
        long number = 0;
        long end = -1;
        await foreach (FeedBatchMessage batch in feed.SubscribeAsync(Key, Pcm, Cancellation))
        {
            Assert.Equal(number, batch.FirstNumber);
            number += batch.Items.Length;
            foreach (FeedItemMessage item in batch.Items)
            {
                if (item.Opening is { } opening)
                {
                    Assert.Equal((-1, null), (end, opening.Refusal));
                    Assert.Equal(["mix"], opening.Streams);
                    end = opening.FirstSample;
                }
                else if (item.Segment is { } segment)
                {
                    Assert.Equal(end, segment.FirstSample);
                    end += segment.Samples;
                }
            }

            if (end >= 48_000)
            {
                break;
            }
        }

        Assert.True(end >= 48_000, $"It ended at sample {end}.");
    }

    [Fact]
    public async Task Two_front_ends_get_the_same_samples()
    {
        ClusterSessionHost other = cluster.NewFrontEnd(New(cluster));
        await using IListener one = await Listening.StartAsync(host, Key);
        var first = new Recording();
        var second = new Recording();

        // However long the second takes to begin, the first hears what it will hear.
        Task hearing = HearAsync();
        while (!hearing.IsCompleted || first.EndSample < second.EndSample)
        {
            await first.ReadAsync(one, 4_800, Cancellation);
        }

        await hearing;
        int from = (int)(second.FirstSample - first.FirstSample) * 4;
        int common = Math.Min(first.Pcm.Length - from, second.Pcm.Length);
        Assert.True(common >= 48_000, $"{common} bytes in common");
        Assert.True(first.Pcm.Slice(from, common).SequenceEqual(second.Pcm[..common]), "They heard different samples.");

        async Task HearAsync()
        {
            await using IListener two = await Listening.StartAsync(other, Key);
            await second.ReadAsync(two, 48_000, Cancellation);
        }
    }

    [Fact]
    public async Task What_is_not_there_and_what_is_closed_is_refused()
    {
        Assert.Equal(Refusal.NotFound, (await FirstAsync(Key with { Id = "nothing" })).Refusal);
        Assert.Null((await host.CloseAsync(Key, Cancellation)).Refusal);
        Assert.Equal(Refusal.Gone, (await FirstAsync(Key)).Refusal);
    }

    [Fact]
    public async Task The_end_of_the_session_is_the_end_of_the_subscription()
    {
        await using IListener listener = await Listening.StartAsync(host, Key);
        var heard = new Recording();
        await heard.ReadAsync(listener, 9_600, Cancellation);
        Assert.Null((await host.CloseAsync(Key, Cancellation)).Refusal);
        await heard.ReadAsync(listener, long.MaxValue / 2, Cancellation);
        Assert.Equal("closed", Assert.IsType<EndNotice>(heard.Notices[^1]).Reason);
    }

    [Fact]
    public async Task When_all_have_left_nothing_is_rendered()
    {
        await using (IListener listener = await Listening.StartAsync(host, Key))
        {
            await new Recording().ReadAsync(listener, 9_600, Cancellation);
        }

        // At once, or when the interest has run out.
        while ((await host.StateAsync(Key, Cancellation)).Value!.Playing)
        {
            await Task.Yield();
        }

        Assert.Equal(0, host.Subscriptions);
    }

    [Fact]
    public async Task When_its_silo_stops_it_goes_on_and_every_gap_is_told()
    {
        await using IListener listener = await Listening.StartAsync(host, Key);
        long end = await ReadAsync(listener, -1, 48_000);
        InProcessSiloHandle first = await cluster.SiloOfAsync(Key);
        Task stopping = cluster.StopAsync(first);
        end = await ReadAsync(listener, end, end + (6 * 48_000));
        await stopping;
        await ReadAsync(listener, end, end + 96_000);
        Assert.NotEqual(first.Name, (await cluster.SiloOfAsync(Key)).Name);
    }

    private static async Task<long> ReadAsync(IListener listener, long end, long until)
    {
        while (end < until)
        {
            ListenerItem? item = await listener.ReadAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
            Assert.NotNull(item);
            Assert.IsNotType<EndNotice>(item);
            if (item is SkippedNotice skipped)
            {
                Assert.True(end < 0 || skipped.FromSample == end, $"Samples from {skipped.FromSample} were left out after {end}.");
                end = skipped.ToSample;
            }
            else if (item is AudioItem { Segment: var segment })
            {
                Assert.True(end < 0 || segment.FirstSample == end, $"Sample {segment.FirstSample} came after {end}.");
                end = segment.FirstSample + segment.Samples;
            }
        }

        return end;
    }

    private async Task<OpeningMessage> FirstAsync(SessionKey key)
    {
        await foreach (FeedBatchMessage batch in feed.SubscribeAsync(key, Pcm, Cancellation))
        {
            return batch.Items[0].Opening!;
        }

        throw new InvalidOperationException("There was no opening.");
    }
}

/// <summary>The kit on enumerations.</summary>
public sealed class GrainSegmentFeedTests : SegmentFeedKit
{
    private protected override ISegmentFeed New(SmallCluster cluster) => new GrainSegmentFeed(cluster.Grains);
}

/// <summary>The kit on bundles.</summary>
public sealed class BundledSegmentFeedTests : SegmentFeedKit
{
    private protected override ISegmentFeed New(SmallCluster cluster) =>
        new BundledSegmentFeed(cluster.Grains, cluster.Options, TimeProvider.System);
}

/// <summary>The kit on streams in memory.</summary>
public sealed class StreamSegmentFeedTests : SegmentFeedKit
{
    private protected override ISegmentFeed New(SmallCluster cluster) =>
        new StreamSegmentFeed(cluster.Client, cluster.Options, TimeProvider.System);
}
