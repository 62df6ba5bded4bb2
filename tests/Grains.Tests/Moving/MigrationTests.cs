using Orleans.TestingHost;
using SessionService.Grains.Hosting;
using SessionService.Grains.Tests.Support;
using SessionService.Music.Performance;
using SessionService.Sessions;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Ports;
using SessionService.Sessions.Streaming;
using SessionService.Sessions.Tests.Hosting.Kit;

namespace SessionService.Grains.Tests.Moving;

/// <summary>Sessions go from silo to silo while they are heard: what listeners get is what the log gives, sample by sample.</summary>
public sealed class MigrationTests : IAsyncDisposable
{
    private static readonly TenantId Tenant = new("mover");
    private static readonly SessionKey Key = new(Tenant, "a");

    private SmallCluster cluster = null!;
    private ClusterSessionHost host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task A_silo_that_stops_is_not_heard_and_loses_no_command()
    {
        await StartAsync(silos: 3);
        await using IListener listener = await Listening.StartAsync(host, Key);
        var heard = new Recording();
        await heard.ReadAsync(listener, 48_000, Cancellation);
        InProcessSiloHandle first = await cluster.SiloOfAsync(Key);
        Task stopping = cluster.StopAsync(first);
        Task reading = heard.ReadAsync(listener, 7 * 48_000, Cancellation);
        List<string> acknowledged = await SubmitUntilAsync(stopping);
        await reading;
        Assert.NotEqual(first.Name, (await cluster.SiloOfAsync(Key)).Name);
        await AssertHeardAsync(heard, acknowledged);
        Assert.Contains("taken", (await LogAsync()).Select(entry => entry.Kind));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_silo_that_goes_touches_no_session_of_the_others(bool inGoodOrder)
    {
        await StartAsync(silos: 3);
        SessionKey[] keys = [.. Enumerable.Range(0, 8).Select(i => new SessionKey(Tenant, $"s{i}"))];
        await Task.WhenAll(keys.Select(key => CreateAsync(key.Id)));
        var heard = keys.ToDictionary(key => key, _ => new Recording());
        var listeners = new Dictionary<SessionKey, IListener>();
        var reading = new Dictionary<SessionKey, Task>();
        foreach (SessionKey key in keys)
        {
            listeners[key] = await Listening.StartAsync(host, key);
            reading[key] = heard[key].ReadAsync(listeners[key], 6 * 48_000, Cancellation);
        }

        var places = new Dictionary<SessionKey, InProcessSiloHandle>();
        foreach (SessionKey key in keys)
        {
            places[key] = await cluster.SiloOfAsync(key);
        }

        InProcessSiloHandle gone = places[keys[0]];
        SessionKey[] others = [.. keys.Where(key => inGoodOrder || places[key] != gone)];
        await (inGoodOrder ? cluster.StopAsync(gone) : cluster.KillAsync(gone));
        await Task.WhenAll(others.Select(key => reading[key]));
        Assert.NotEmpty(others);
        foreach (SessionKey key in others)
        {
            Assert.Empty(heard[key].Notices.OfType<SkippedNotice>());
            Assert.Equal(
                places[key] == gone ? ["created", "parked", "taken"] : ["created"], (await LogAsync(key)).Select(entry => entry.Kind));

            await listeners[key].DisposeAsync();
        }
    }

    [Fact]
    public async Task A_session_that_has_played_for_long_moves_too()
    {
        await StartAsync(silos: 2, new SessionClusterOptions
        {
            Relearnt = TimeSpan.FromSeconds(0.5), Renewal = new RenewalPlan(24_000, 9_600), Rebalance = new() { MovesPerMinute = 0 },
        });
        await using IListener listener = await Listening.StartAsync(host, Key);
        var heard = new Recording();
        await heard.ReadAsync(listener, 72_000, Cancellation);
        for (int i = 0; i < 2; i++)
        {
            InProcessSiloHandle from = await cluster.SiloOfAsync(Key);
            InProcessSiloHandle to = cluster.Silos.First(silo => silo.Name != from.Name);
            Task reading = heard.ReadAsync(listener, 5 * 48_000, Cancellation);
            Assert.True(await SmallCluster.MoveAsync(from, Key, to));
            await reading;
            Assert.Equal(to.Name, (await cluster.SiloOfAsync(Key)).Name);
        }

        await AssertHeardAsync(heard, []);
        Assert.Equal(
            ["renewed", "parked", "taken", "renewed", "parked", "taken"],
            (await LogAsync()).Select(entry => entry.Kind).Where(kind => kind is not ("created" or "command")));
    }

    [Fact]
    public async Task All_encodings_and_all_front_ends_go_with_it()
    {
        await StartAsync(silos: 2);
        ClusterSessionHost other = cluster.NewFrontEnd();
        await using IListener one = await Listening.StartAsync(host, Key);
        await using IListener two = await Listening.StartAsync(other, Key);
        await using IListener layers = await Listening.StartAsync(host, Key, streams: StreamSelection.Layers);
        Recording[] heard = [new(), new()];
        Task reading = Task.WhenAll(
            heard[0].ReadAsync(one, 5 * 48_000, Cancellation), heard[1].ReadAsync(two, 5 * 48_000, Cancellation));
        InProcessSiloHandle from = await cluster.SiloOfAsync(Key);
        Task<bool> moved = SmallCluster.MoveAsync(from, Key, cluster.Silos.First(silo => silo.Name != from.Name));
        var ends = new long[layers.Streams.Count + 1];
        while (ends[1] < 5 * 48_000)
        {
            ListenerItem? item = await layers.ReadAsync(Cancellation);
            Assert.NotNull(item);
            Assert.False(item is SkippedNotice or EndNotice, $"{item}");
            if (item is AudioItem { Segment: var segment })
            {
                Assert.True(ends[segment.Stream] == 0 || ends[segment.Stream] == segment.FirstSample, "A layer has a gap.");
                ends[segment.Stream] = segment.FirstSample + segment.Samples;
            }
        }

        Assert.True(await moved);
        await reading;
        await AssertHeardAsync(heard[0], []);
        await AssertHeardAsync(heard[1], []);
    }

    [Fact]
    public async Task A_silo_that_is_not_there_is_given_nothing_and_the_session_plays_on()
    {
        await StartAsync(silos: 3);
        await using IListener listener = await Listening.StartAsync(host, Key);
        var heard = new Recording();
        await heard.ReadAsync(listener, 48_000, Cancellation);
        InProcessSiloHandle from = await cluster.SiloOfAsync(Key);
        InProcessSiloHandle gone = cluster.Silos.First(silo => silo.Name != from.Name);
        await cluster.StopAsync(gone);
        Task reading = heard.ReadAsync(listener, 96_000, Cancellation);
        Assert.False(await SmallCluster.MoveAsync(from, Key, gone));
        await reading;
        await AssertHeardAsync(heard, []);
        Assert.Equal(from.Name, (await cluster.SiloOfAsync(Key)).Name);
    }

    [Fact]
    public async Task Sessions_that_nobody_hears_keep_no_silo_from_stopping()
    {
        // Who waits for the time to move would wait for an hour.
        await StartAsync(silos: 2, new SessionClusterOptions { MoveTime = TimeSpan.FromHours(1), Rebalance = new() { MovesPerMinute = 0 } });
        SessionKey[] keys = [.. Enumerable.Range(0, 12).Select(i => new SessionKey(Tenant, $"s{i}"))];
        await Task.WhenAll(keys.Select(key => CreateAsync(key.Id)));
        await using (IListener listener = await Listening.StartAsync(host, Key))
        {
            await new Recording().ReadAsync(listener, 24_000, Cancellation);
        }

        SessionState stood = (await host.StateAsync(Key, Cancellation)).Value!;
        InProcessSiloHandle gone = await cluster.SiloOfAsync(Key);
        await cluster.StopAsync(gone);
        Assert.Equal(stood.Sample, (await host.StateAsync(Key, Cancellation)).Value!.Sample);
        Assert.Equal("parked", (await LogAsync())[^1].Kind);
        Outcome<SessionState>[] found = await Task.WhenAll(keys.Select(key => host.StateAsync(key, Cancellation)));
        Assert.All(found, outcome => Assert.Null(outcome.Refusal));
    }

    [Fact]
    public async Task A_session_that_nobody_hears_goes_at_once_and_stands_where_it_stood()
    {
        await StartAsync(silos: 2);
        await using (IListener listener = await Listening.StartAsync(host, Key))
        {
            await new Recording().ReadAsync(listener, 48_000, Cancellation);
        }

        SessionState stood = (await host.StateAsync(Key, Cancellation)).Value!;
        InProcessSiloHandle from = await cluster.SiloOfAsync(Key);
        InProcessSiloHandle to = cluster.Silos.First(silo => silo.Name != from.Name);
        Assert.True(await SmallCluster.MoveAsync(from, Key, to));
        SessionState back = (await host.StateAsync(Key, Cancellation)).Value!;
        Assert.Equal((stood.Sample, stood.Bar), (back.Sample, back.Bar));
        Assert.Equal(to.Name, (await cluster.SiloOfAsync(Key)).Name);
    }

    private async Task StartAsync(short silos, SessionClusterOptions? options = null)
    {
        cluster = await SmallCluster.StartAsync(options: options, silos: silos);
        host = cluster.NewFrontEnd();
        await CreateAsync("a");
    }

    private async Task CreateAsync(string id) =>
        Assert.Null((await host.CreateAsync(new CreateSession(Tenant, id, null, null, TestMaps.Small, 1), Cancellation)).Refusal);

    // One command after the other, as long as something goes on; every one must be answered.
    private async Task<List<string>> SubmitUntilAsync(Task done)
    {
        List<string> acknowledged = [];
        for (int i = 0; !done.IsCompleted || i < 5; i++)
        {
            string id = $"e{i}";
            Outcome<IReadOnlyList<SubmittedCommand>> outcome =
                await host.SubmitAsync(Key, [new UiEventCommand(id, "near", i % 10 / 10.0)], Cancellation);
            Assert.Null(outcome.Refusal);
            acknowledged.Add(id);
            await Task.WhenAny(done, Task.Delay(25, Cancellation));
        }

        return acknowledged;
    }

    private async Task AssertHeardAsync(Recording heard, List<string> acknowledged)
    {
        Assert.Empty(heard.Notices.OfType<SkippedNotice>());
        Assert.Equal(
            Enumerable.Range(0, heard.Segments.Count).Select(i => heard.Segments[0].Sequence + (uint)i),
            heard.Segments.Select(segment => segment.Sequence));
        await Replaying.AssertAsync(cluster.Stores.Log, cluster.Stores.Sessions, Key, heard, Cancellation);
        List<LogEntry> log = await LogAsync();
        Assert.Null(LogChain.Verify(log));
        Assert.DoesNotContain("resumed", log.Select(entry => entry.Kind));
        Assert.Equal(acknowledged.Count, log.Count(entry => entry.Kind == "command"));
        Assert.Equal(acknowledged, (await host.CuesAsync(Key, null, 1_000, Cancellation)).Value!.Select(answer => answer.Id).Take(acknowledged.Count));
    }

    private async Task<List<LogEntry>> LogAsync(SessionKey? session = null)
    {
        List<LogEntry> log = [];
        await foreach (LogEntry entry in cluster.Stores.Log.ReadAsync(session ?? Key, 0, Cancellation))
        {
            log.Add(entry);
        }

        return log;
    }
}
