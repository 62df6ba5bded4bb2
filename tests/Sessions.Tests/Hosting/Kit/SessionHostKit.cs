using SessionService.Music.Performance;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Sessions.Tests.Hosting.Kit;

/// <summary>What every <see cref="ISessionHost"/> must do. Each host has a class that derives from this one.</summary>
public abstract partial class SessionHostKit : IAsyncLifetime
{
    private static readonly TenantId Tenant = new("kit");
    private static readonly ListenRequest Pcm = new(AudioFormat.Pcm, StreamSelection.Mix, null);

    private HostUnderTest under = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ISessionHost Host => under.Host;

    /// <summary>Starts a host on empty stores.</summary>
    protected abstract Task<HostUnderTest> StartAsync();

    public async ValueTask InitializeAsync() => under = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await under.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_new_session_waits_at_its_start()
    {
        SessionState state = await CreateAsync("a", seed: 42);
        Assert.Equal("calm", state.Scene);
        Assert.Equal("ambient", state.Style);
        Assert.Equal("42", state.Seed);
        Assert.Equal(0, state.Sample);
        Assert.Equal(1, state.Bar);
        Assert.False(state.Playing);
        Assert.Equal("4/4", state.Metre);
        Assert.Equal(0.3, Assert.Single(state.Parameters).Value, 6);
    }

    [Fact]
    public async Task A_taken_id_is_a_conflict_and_a_wrong_map_names_its_faults()
    {
        await CreateAsync("a");
        Assert.Equal(Refusal.Conflict, (await Host.CreateAsync(Inline("a"), Cancellation)).Refusal);

        var wrong = await Host.CreateAsync(
            new CreateSession(Tenant, "b", null, null, TestMaps.Small.Replace("dorian", "dorain", StringComparison.Ordinal), null), Cancellation);
        Assert.Equal(Refusal.Invalid, wrong.Refusal);
        Assert.Equal("/map/scenes/calm/mode", Assert.Single(wrong.Faults).Path);

        var unknown = await Host.CreateAsync(new CreateSession(Tenant, "c", "nothing", null, null, null), Cancellation);
        Assert.Equal("/project", Assert.Single(unknown.Faults).Path);
        var both = await Host.CreateAsync(new CreateSession(Tenant, "c", "p", null, TestMaps.Small, null), Cancellation);
        Assert.Equal(Refusal.Invalid, both.Refusal);
    }

    [Fact]
    public async Task Another_tenants_session_is_as_one_that_never_was()
    {
        await CreateAsync("mine");
        var stranger = new SessionKey(new TenantId("other"), "mine");
        Assert.Equal(Refusal.NotFound, (await Host.StateAsync(stranger, Cancellation)).Refusal);
        Assert.Equal(Refusal.NotFound, (await Host.CuesAsync(stranger, null, 10, Cancellation)).Refusal);
        Assert.Equal(Refusal.NotFound, (await Host.SubmitAsync(stranger, [Event("e", "enter")], Cancellation)).Refusal);
        Assert.Equal(Refusal.NotFound, (await Host.ListenAsync(stranger, Pcm, Cancellation)).Refusal);
        Assert.Equal(Refusal.NotFound, (await Host.MoveToVersionAsync(stranger, "v", 1, Cancellation)).Refusal);
        Assert.Equal(Refusal.NotFound, (await Host.CloseAsync(stranger, Cancellation)).Refusal);
    }

    [Fact]
    public async Task A_command_is_answered_with_its_cue_and_a_repeat_with_the_same()
    {
        await CreateAsync("a");
        SubmittedCommand first = await SubmitAsync("a", Event("e1", "enter"));
        Assert.Equal(CommandStatus.Accepted, first.Acknowledgement.Status);
        Cue cue = Assert.Single(first.Acknowledgement.Cues);
        Assert.Equal((CueKind.Scene, "fight"), (cue.Kind, cue.Target));

        SubmittedCommand again = await SubmitAsync("a", Event("e1", "enter"));
        Assert.Equal(CommandStatus.Duplicate, again.Acknowledgement.Status);
        Assert.Equal(first.Acknowledgement.Cues, again.Acknowledgement.Cues);

        SubmittedCommand wrong = await SubmitAsync("a", Event("e2", "entre"));
        Assert.Equal(CommandStatus.Rejected, wrong.Acknowledgement.Status);
        Assert.Contains("enter", wrong.Acknowledgement.Reason, StringComparison.Ordinal);

        var log = await Host.CuesAsync(Key("a"), null, 10, Cancellation);
        Assert.Equal(["e1", "e2"], log.Value!.Select(answer => answer.Id));
    }

    [Fact]
    public async Task Nothing_is_rendered_while_nobody_listens()
    {
        await CreateAsync("a");
        await using (IListener listener = await ListenAsync("a"))
        {
            await new Recording().ReadAsync(listener, 9_600, Cancellation);
            Assert.True((await StateAsync("a")).Playing);
        }

        long stopped = (await StateAsync("a")).Sample;
        Assert.False((await StateAsync("a")).Playing);
        await SubmitAsync("a", Event("e1", "coin"));
        Assert.Equal(stopped, (await StateAsync("a")).Sample);
    }

    [Fact]
    public async Task Audio_comes_without_gaps_with_its_bar_and_beat()
    {
        await CreateAsync("a");
        await using IListener listener = await ListenAsync("a");
        var recording = new Recording();
        await recording.ReadAsync(listener, 96_000, Cancellation);
        Assert.Equal(0, recording.FirstSample);
        Assert.Equal(1, recording.Segments[0].Bar);
        Assert.Equal(1f, recording.Segments[0].Beat);
        Assert.Equal(Enumerable.Range(0, recording.Segments.Count).Select(i => (uint)i), recording.Segments.Select(s => s.Sequence));
        Assert.True(recording.Pcm.IndexOfAnyExcept((byte)0) >= 0, "Two seconds of an ambient scene are silent.");

        // 90 beats a minute: the second beat is at 32,000 samples.
        BeatNotice beat = recording.Notices.OfType<BeatNotice>().First(notice => notice.Beat == 2);
        Assert.Equal(32_000, beat.Sample);
    }

    [Fact]
    public async Task Rendering_never_runs_further_ahead_than_the_high_mark_and_a_slice()
    {
        await CreateAsync("a");
        await using IListener listener = await ListenAsync("a");
        var recording = new Recording();
        await recording.ReadAsync(listener, 3 * 48_000, Cancellation);
        List<StatsNotice> stats = [.. recording.Notices.OfType<StatsNotice>()];
        Assert.NotEmpty(stats);

        // The other mark is a matter of the machine's load: the bench measures it.
        Assert.All(stats, notice => Assert.True(notice.LeadMs <= 420, $"The lead is {notice.LeadMs} ms."));
    }

    [Fact]
    public async Task A_closed_session_ends_its_listeners_and_takes_nothing_more()
    {
        await CreateAsync("a");
        await using IListener listener = await ListenAsync("a");
        var recording = new Recording();
        await recording.ReadAsync(listener, 4_800, Cancellation);
        Assert.True((await Host.CloseAsync(Key("a"), Cancellation)).Value!.Closed);
        await recording.ReadAsync(listener, long.MaxValue / 2, Cancellation);
        Assert.Equal("closed", Assert.IsType<EndNotice>(recording.Notices[^1]).Reason);
        Assert.Equal(Refusal.Gone, (await Host.SubmitAsync(Key("a"), [Event("e", "enter")], Cancellation)).Refusal);
        Assert.Equal(Refusal.Gone, (await Host.ListenAsync(Key("a"), Pcm, Cancellation)).Refusal);
        Assert.True((await StateAsync("a")).Closed);
        Assert.True((await Host.CloseAsync(Key("a"), Cancellation)).Value!.Closed);
    }

    [Fact]
    public async Task Every_layer_and_the_shared_effects_are_streams_of_their_own()
    {
        await CreateAsync("a");
        Outcome<IListener> outcome = await Host.ListenAsync(
            Key("a"), new ListenRequest(AudioFormat.Pcm, StreamSelection.Layers, null), Cancellation);
        await using IListener listener = outcome.Value!;
        Assert.Equal(["pad", "bells", "low", "drums", "stingers", "space"], listener.Streams.Select(stream => stream.Name));
        var seen = new HashSet<int>();
        while (seen.Count < listener.Streams.Count)
        {
            if (await listener.ReadAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancellation) is AudioItem audio)
            {
                seen.Add(audio.Segment.Stream);
            }
        }

        Assert.Equal(Enumerable.Range(1, listener.Streams.Count), seen.Order());
    }

    private static SessionKey Key(string id) => new(Tenant, id);

    private static UiEventCommand Event(string id, string name, double? value = null) => new(id, name, value);

    private static CreateSession Inline(string id, ulong? seed = 1) => new(Tenant, id, null, null, TestMaps.Small, seed);

    private async Task<SessionState> CreateAsync(string id, ulong? seed = 1)
    {
        Outcome<SessionState> outcome = await Host.CreateAsync(Inline(id, seed), Cancellation);
        Assert.True(outcome.Refusal is null, string.Join("; ", outcome.Faults));
        return outcome.Value!;
    }

    private async Task<SubmittedCommand> SubmitAsync(string id, Command command)
    {
        Outcome<IReadOnlyList<SubmittedCommand>> outcome = await Host.SubmitAsync(Key(id), [command], Cancellation);
        Assert.Null(outcome.Refusal);
        return Assert.Single(outcome.Value!);
    }

    private async Task<SessionState> StateAsync(string id) => (await Host.StateAsync(Key(id), Cancellation)).Value!;

    private async Task<IListener> ListenAsync(string id, long? from = null)
    {
        Outcome<IListener> outcome = await Host.ListenAsync(Key(id), Pcm with { FromSample = from }, Cancellation);
        Assert.Null(outcome.Refusal);
        return outcome.Value!;
    }
}
