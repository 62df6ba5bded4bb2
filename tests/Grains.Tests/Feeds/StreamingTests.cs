using Orleans.TestingHost;
using SessionService.Grains.Hosting;
using SessionService.Grains.Tests.Support;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Ports;
using SessionService.Sessions.Streaming;
using SessionService.Sessions.Tests.Hosting.Kit;

namespace SessionService.Grains.Tests.Feeds;

/// <summary>Audio from silos to the listeners of front ends.</summary>
public sealed class StreamingTests : IAsyncLifetime
{
    private static readonly TenantId Tenant = new("stream");
    private static readonly SessionKey Key = new(Tenant, "a");

    private SmallCluster cluster = null!;
    private ClusterSessionHost host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        cluster = await SmallCluster.StartAsync();
        host = cluster.NewFrontEnd();
        Assert.Null((await host.CreateAsync(new CreateSession(Tenant, "a", null, null, TestMaps.Small, 1), Cancellation)).Refusal);
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task All_listeners_of_a_front_end_share_one_subscription()
    {
        List<IListener> listeners = [];
        for (int i = 0; i < 20; i++)
        {
            listeners.Add(await Listening.StartAsync(host, Key));
        }

        Assert.Equal(1, host.Subscriptions);
        var silo = await cluster.SiloOfAsync(Key);
        var heard = new Recording();
        await heard.ReadAsync(listeners[^1], 120_000, Cancellation);
        Assert.Equal(20, heard.Notices.OfType<StatsNotice>().Last().Listeners);

        // The silo itself sees one listener: its subscription.
        Assert.Equal(1, await SiloListeners.CountAsync(silo, Key));
        foreach (IListener listener in listeners)
        {
            await listener.DisposeAsync();
        }

        Assert.Equal(0, host.Subscriptions);
        Assert.False((await host.StateAsync(Key, Cancellation)).Value!.Playing);
    }

    [Fact]
    public async Task Two_front_ends_hear_the_same_samples()
    {
        ClusterSessionHost other = cluster.NewFrontEnd();
        await using IListener one = await Listening.StartAsync(host, Key);
        await using IListener two = await Listening.StartAsync(other, Key);
        var first = new Recording();
        var second = new Recording();
        await Task.WhenAll(first.ReadAsync(one, 96_000, Cancellation), second.ReadAsync(two, 48_000, Cancellation));
        int from = (int)(second.FirstSample - first.FirstSample) * 4;
        int common = Math.Min(first.Pcm.Length - from, second.Pcm.Length);
        Assert.True(common > 48_000, $"{common} bytes in common");
        Assert.True(first.Pcm.Slice(from, common).SequenceEqual(second.Pcm[..common]), "They heard different samples.");
    }

    [Fact]
    public async Task A_silo_that_is_stopped_costs_a_listener_no_sample()
    {
        await using IListener listener = await Listening.StartAsync(host, Key);
        var heard = new Recording();
        await heard.ReadAsync(listener, 48_000, Cancellation);
        Task stopping = cluster.StopAsync(await cluster.SiloOfAsync(Key));

        // The recording fails where a sample is missing or comes twice.
        await heard.ReadAsync(listener, 96_000, Cancellation);
        await stopping;
        Assert.Empty(heard.Notices.OfType<SkippedNotice>());
        Assert.Equal(Enumerable.Range(0, heard.Segments.Count).Select(i => (uint)i), heard.Segments.Select(segment => segment.Sequence));
    }

    [Fact]
    public async Task After_the_loss_of_a_silo_the_audio_goes_on_and_the_gap_is_told()
    {
        await using IListener listener = await Listening.StartAsync(host, Key);
        await new Recording().ReadAsync(listener, 48_000, Cancellation);
        InProcessSiloHandle lost = await cluster.SiloOfAsync(Key);
        await cluster.KillAsync(lost);
        SkippedNotice? gap = null;
        AudioItem? after = null;
        while (gap is null || after is null)
        {
            ListenerItem? item = await listener.ReadAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
            Assert.NotNull(item);
            Assert.IsNotType<EndNotice>(item);
            gap ??= item as SkippedNotice;
            after = gap is null ? null : after ?? item as AudioItem;
        }

        Assert.Equal(gap.ToSample, after.Segment.FirstSample);
        Assert.True(gap.ToSample - gap.FromSample <= 4 * 48_000, $"{gap.ToSample - gap.FromSample} samples were lost.");
        Assert.NotEqual(lost.Name, (await cluster.SiloOfAsync(Key)).Name);
    }

    [Fact]
    public async Task What_all_listeners_of_a_front_end_got_is_accounted_for()
    {
        var heard = new Recording();
        await using (IListener one = await Listening.StartAsync(host, Key))
        {
            await using IListener two = await Listening.StartAsync(host, Key);
            await heard.ReadAsync(one, 96_000, Cancellation);
            await new Recording().ReadAsync(two, 72_000, Cancellation);
        }

        await cluster.DeactivateAllAsync();
        UsageRecord used = await cluster.Stores.Usage.SumAsync(
            Tenant, Key.Id, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cancellation);
        Assert.True(used.BytesSent >= heard.Pcm.Length + (72_000 * 4), $"{used.BytesSent} bytes");
        Assert.True(used.ListenedSamples >= 96_000 + 72_000, $"{used.ListenedSamples} samples");
        Assert.True(used.ListenedSamples <= 2 * used.RenderedSamples, "More was listened to than two can.");
    }
}
