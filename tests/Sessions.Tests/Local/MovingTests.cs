using SessionService.Audio.Opus;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Local;
using SessionService.Sessions.Offline;
using SessionService.Sessions.Ports;
using SessionService.Sessions.Streaming;
using SessionService.Sessions.Tests.Hosting.Kit;
using SessionService.Storage.Memory;

namespace SessionService.Sessions.Tests.Local;

/// <summary>A session that is heard goes from one host to another on the same stores.</summary>
public sealed class MovingTests : IAsyncLifetime
{
    private static readonly SessionKey Key = new(new TenantId("mover"), "a");
    private static readonly ListenRequest Pcm = new(AudioFormat.Pcm, StreamSelection.Mix, null);

    private readonly HostStores stores = new(
        new MemoryEventLog(), new MemorySessionStore(), new MemoryProjectStore(), new MemoryUsageStore());

    private readonly LocalSessionHost one;
    private readonly LocalSessionHost two;

    public MovingTests()
    {
        one = New();
        two = New();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        Assert.Null((await one.CreateAsync(new CreateSession(Key.Tenant, Key.Id, null, null, TestMaps.Small, 3), Cancellation)).Refusal);

    public async ValueTask DisposeAsync()
    {
        await one.DisposeAsync();
        await two.DisposeAsync();
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(48_000)]
    public async Task Listeners_get_every_sample_once_and_the_log_gives_the_same(long mostSamples)
    {
        IListener before = (await one.ListenAsync(Key, Pcm, Cancellation)).Value!;
        var heard = new Recording();
        await heard.ReadAsync(before, 96_000, Cancellation);
        Task reading = heard.ReadAsync(before, long.MaxValue / 2, Cancellation);
        await SubmitAsync(one, new UiEventCommand("e1", "enter"));
        MovingStand stand = await LearnAsync(mostSamples);
        Assert.True(two.TakeOver(Key));
        one.Leave(Key);
        await reading;
        Assert.Equal("moved", Assert.IsType<EndNotice>(heard.Notices[^1]).Reason);
        Assert.Equal(stand.Place.Sample - SessionEngine.LookAhead, heard.EndSample);

        await using IListener after = (await two.ListenAsync(Key, Pcm with { FromSample = heard.EndSample }, Cancellation)).Value!;
        await heard.ReadAsync(after, 48_000, Cancellation);
        await SubmitAsync(two, new UiEventCommand("e2", "coin"));
        await heard.ReadAsync(after, 96_000, Cancellation);
        await Replaying.AssertAsync(stores.Log, stores.Sessions, Key, heard, Cancellation);
        Assert.Null(LogChain.Verify(await LogAsync()));
        Assert.Equal(
            mostSamples == 48_000 ? ["renewed", "parked", "taken"] : ["parked", "taken"],
            (await LogAsync()).Select(entry => entry.Kind).Where(kind => kind is not ("created" or "command")));
    }

    [Fact]
    public async Task It_stands_in_the_packet_that_holds_a_bar_line()
    {
        IListener before = (await one.ListenAsync(Key, Pcm, Cancellation)).Value!;
        var heard = new Recording();
        await heard.ReadAsync(before, 4_800, Cancellation);
        MovingStand stand = await LearnAsync(long.MaxValue);

        // 4/4 at 90 beats a minute: a bar is 128,000 samples, 133 packets and a third.
        Assert.InRange(stand.Place.Sample - 128_000, 0, 959);

        // The last second is not waited for. What is missing of it passed while it was rendered, some milliseconds.
        Assert.InRange(stand.Lead, LeadPolicy.HighMark + 1, LeadPolicy.PartingMark + 960);
    }

    [Fact]
    public async Task While_it_stands_nothing_is_decided_here_and_what_is_repeated_there_is_decided_once()
    {
        IListener before = (await one.ListenAsync(Key, Pcm, Cancellation)).Value!;
        var heard = new Recording();
        await heard.ReadAsync(before, 4_800, Cancellation);
        await LearnAsync(long.MaxValue);
        var command = new UiEventCommand("e1", "enter");
        Assert.Equal(Refusal.Unavailable, (await one.SubmitAsync(Key, [command], Cancellation)).Refusal);
        Assert.Equal(Refusal.Unavailable, (await one.ListenAsync(Key, Pcm, Cancellation)).Refusal);
        Assert.Equal(Refusal.Unavailable, (await one.CloseAsync(Key, Cancellation)).Refusal);
        Assert.True(two.TakeOver(Key));
        one.Leave(Key);
        Assert.Equal(Refusal.Unavailable, (await one.SubmitAsync(Key, [command], Cancellation)).Refusal);
        Assert.Equal(CommandStatus.Accepted, (await SubmitAsync(two, command)).Acknowledgement.Status);
        Assert.Equal(CommandStatus.Duplicate, (await SubmitAsync(two, command)).Acknowledgement.Status);
        await one.ReleaseAsync(Key, "moved");
        Assert.False(one.HasLeft(Key));
        Assert.Equal(2, (await LogAsync()).Count(entry => entry.Kind == "command"));
    }

    [Fact]
    public async Task A_question_that_was_overtaken_takes_nothing_back()
    {
        await using IListener listener = (await one.ListenAsync(Key, Pcm, Cancellation)).Value!;
        await new Recording().ReadAsync(listener, 4_800, Cancellation);
        MovingPart part = (await one.PartAsync(Key, long.MaxValue))!;
        MovingPlace early = (await one.PlaceAsync(Key))!;
        await SubmitAsync(one, new UiEventCommand("e1", "enter"));
        MovingStand stand = (await one.StandAsync(Key))!;
        Assert.True(await two.LearnAsync(part, stand.Place, stand, Cancellation));
        Assert.True(await two.LearnAsync(part, early, null, Cancellation));
        Assert.True(two.TakeOver(Key));
    }

    [Fact]
    public async Task It_can_stay_after_all()
    {
        await using IListener listener = (await one.ListenAsync(Key, Pcm, Cancellation)).Value!;
        var heard = new Recording();
        await heard.ReadAsync(listener, 4_800, Cancellation);
        Task reading = heard.ReadAsync(listener, 8 * 48_000, Cancellation);
        await LearnAsync(24_000);
        await one.StayAsync(Key);
        await SubmitAsync(one, new UiEventCommand("e1", "coin"));
        await reading;
        await Replaying.AssertAsync(stores.Log, stores.Sessions, Key, heard, Cancellation);
    }

    [Fact]
    public async Task A_session_that_nobody_took_over_comes_back_where_it_stood()
    {
        IListener before = (await one.ListenAsync(Key, Pcm, Cancellation)).Value!;
        var heard = new Recording();
        await heard.ReadAsync(before, 4_800, Cancellation);
        Task reading = heard.ReadAsync(before, long.MaxValue / 2, Cancellation);
        MovingStand stand = await LearnAsync(long.MaxValue);
        one.Leave(Key);
        await reading;
        await using LocalSessionHost third = New();
        await using IListener after = (await third.ListenAsync(Key, Pcm, Cancellation)).Value!;
        Assert.Equal(stand.Place.Sample - SessionEngine.LookAhead, after.FirstSample);
        await heard.ReadAsync(after, 48_000, Cancellation);
        await Replaying.AssertAsync(stores.Log, stores.Sessions, Key, heard, Cancellation);
    }

    [Fact]
    public async Task A_change_of_version_while_it_is_learnt_is_learnt_too()
    {
        var project = new ProjectKey(Key.Tenant, "p");
        await stores.Projects.CreateAsync(project, "p", TestMaps.Small, "", Cancellation);
        await stores.Projects.SaveAsync(project, TestMaps.Changed, "", null, Cancellation);
        SessionKey key = Key with { Id = "v" };
        await one.CreateAsync(new CreateSession(key.Tenant, key.Id, "p", 1, null, 3), Cancellation);
        IListener before = (await one.ListenAsync(key, Pcm, Cancellation)).Value!;
        var heard = new Recording();
        await heard.ReadAsync(before, 96_000, Cancellation);
        Task reading = heard.ReadAsync(before, long.MaxValue / 2, Cancellation);
        MovingPart part = (await one.PartAsync(key, 48_000))!;
        Assert.Null((await one.MoveToVersionAsync(key, "m", 2, Cancellation)).Refusal);
        Assert.True(await two.LearnAsync(part, (await one.PlaceAsync(key))!, null, Cancellation));
        MovingStand stand = (await one.StandAsync(key))!;
        Assert.True(await two.LearnAsync(part, stand.Place, stand, Cancellation));
        Assert.True(two.TakeOver(key));
        one.Leave(key);
        await reading;
        await using IListener after = (await two.ListenAsync(key, Pcm with { FromSample = heard.EndSample }, Cancellation)).Value!;
        await heard.ReadAsync(after, 48_000, Cancellation);
        Assert.Equal(2, (await two.StateAsync(key, Cancellation)).Value!.Version);
        await Replaying.AssertAsync(stores.Log, stores.Sessions, key, heard, Cancellation);
    }

    [Fact]
    public async Task Packets_go_on_as_if_one_encoder_had_made_them()
    {
        Assert.SkipUnless(OpusLibrary.IsAvailable, "libopus is not installed.");
        var opus = new ListenRequest(AudioFormat.Opus, StreamSelection.Mix, null);
        IListener before = (await one.ListenAsync(Key, opus, Cancellation)).Value!;
        var heard = new Recording();
        await heard.ReadAsync(before, 9_600, Cancellation);
        Task reading = heard.ReadAsync(before, long.MaxValue / 2, Cancellation);
        await LearnAsync(long.MaxValue);
        Assert.True(two.TakeOver(Key));
        one.Leave(Key);
        await reading;
        await using IListener after = (await two.ListenAsync(Key, opus with { FromSample = heard.EndSample }, Cancellation)).Value!;
        int first = heard.Segments.Count;
        await heard.ReadAsync(after, 48_000, Cancellation);

        // An encoder that begins anew puts 6.5 ms of silence before its first packet's sound; one that was primed does not.
        float[] decoded = Decode(heard.Segments.Select(segment => segment.Payload));
        float[] reference = Decode(await EncodeByOneAsync(heard.EndSample));
        int from = first * 2 * OpusEncoder.FrameSamples;
        double error = 0, signal = 0;
        for (int i = from; i < from + (4 * OpusEncoder.FrameSamples); i++)
        {
            error += Math.Pow(decoded[i] - reference[i], 2);
            signal += Math.Pow(reference[i], 2);
        }

        Assert.True(error < signal / 100, $"The packets after the move differ by {10 * Math.Log10(error / signal):F1} dB.");
    }

    private static float[] Decode(IEnumerable<ReadOnlyMemory<byte>> packets)
    {
        using var decoder = new OpusDecoder();
        List<float> pcm = [];
        float[] room = new float[2 * OpusDecoder.MaxFrameSamples];
        foreach (ReadOnlyMemory<byte> packet in packets)
        {
            int samples = decoder.Decode(packet.Span, room);
            pcm.AddRange(room.AsSpan(0, 2 * samples));
        }

        return [.. pcm];
    }

    private static async Task<SubmittedCommand> SubmitAsync(LocalSessionHost host, Command command)
    {
        Outcome<IReadOnlyList<SubmittedCommand>> outcome = await host.SubmitAsync(Key, [command], Cancellation);
        Assert.Null(outcome.Refusal);
        return Assert.Single(outcome.Value!);
    }

    private LocalSessionHost New() =>
        new(stores, new RuleComposer(), TimeProvider.System, new LocalHostOptions { Workers = 2, Renewal = new RenewalPlan(24_000, 9_600) });

    // The first host plays on while the second learns, until it stands still and the second has learnt all of it.
    private async Task<MovingStand> LearnAsync(long mostSamples)
    {
        MovingPart part = (await one.PartAsync(Key, mostSamples))!;
        Assert.True(await two.LearnAsync(part, (await one.PlaceAsync(Key))!, null, Cancellation));
        await SubmitAsync(one, new UiEventCommand("between", "near", 0.9));
        MovingStand stand = (await one.StandAsync(Key))!;
        Assert.True(await two.LearnAsync(part, stand.Place, stand, Cancellation));
        return stand;
    }

    private async Task<List<ReadOnlyMemory<byte>>> EncodeByOneAsync(long samples)
    {
        SessionEngine engine = SessionEngine.For((await stores.Sessions.FindAsync(Key, Cancellation))!, new RuleComposer());
        using var encoder = new OpusEncoder();
        byte[] packet = new byte[OpusEncoder.MaxPacketBytes];
        List<ReadOnlyMemory<byte>> packets = [];
        await OfflineRenderer.ReplayAsync(
            engine, stores.Log.ReadAsync(Key, 0, Cancellation), samples,
            (mix, _) => packets.Add(packet.AsSpan(0, encoder.Encode(mix, packet)).ToArray()),
            cancellation: Cancellation);
        return packets;
    }

    private async Task<List<LogEntry>> LogAsync()
    {
        List<LogEntry> log = [];
        await foreach (LogEntry entry in stores.Log.ReadAsync(Key, 0, Cancellation))
        {
            log.Add(entry);
        }

        return log;
    }
}
