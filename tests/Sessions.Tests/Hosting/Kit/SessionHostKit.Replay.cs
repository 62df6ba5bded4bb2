using SessionService.Music.Performance;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Ports;

namespace SessionService.Sessions.Tests.Hosting.Kit;

/// <content>Replay, restarts and resuming.</content>
public abstract partial class SessionHostKit
{
    [Fact]
    public async Task A_replay_of_the_log_is_what_was_streamed_bit_for_bit()
    {
        await CreateAsync("a", seed: 7);
        await using IListener listener = await ListenAsync("a");
        var recording = new Recording();
        string[] events = ["coin", "enter", "near", "leave", "coin", "near", "enter", "near"];
        for (int i = 0; i < events.Length; i++)
        {
            await SubmitAsync("a", Event($"e{i}", events[i], i / 8.0));
            await recording.ReadAsync(listener, 24_000, Cancellation);
        }

        await AssertReplaysAsync("a", recording);
    }

    [Fact]
    public async Task After_a_shutdown_a_session_goes_on_exactly_where_it_stood()
    {
        await CreateAsync("a");
        await SubmitAsync("a", Event("e1", "enter"));
        await SubmitAsync("a", Event("e2", "near", 0.9));
        var before = new Recording();
        await using (IListener listener = await ListenAsync("a"))
        {
            await before.ReadAsync(listener, 48_000 * 4, Cancellation);
        }

        SessionState stood = await StateAsync("a");
        Assert.Equal("fight", stood.Scene);
        await under.RestartAsync();
        SessionState back = await StateAsync("a");
        Assert.Equal(stood.Sample, back.Sample);
        Assert.Equal(stood.Scene, back.Scene);
        Assert.Equal(stood.Parameters, back.Parameters);
        Assert.Equal(CommandStatus.Duplicate, (await SubmitAsync("a", Event("e1", "enter"))).Acknowledgement.Status);

        await using IListener again = await ListenAsync("a", before.EndSample);
        var after = new Recording();
        await after.ReadAsync(again, 48_000, Cancellation);
        Assert.Equal(back.Sample, after.FirstSample);
        await AssertReplaysAsync("a", before);
        await AssertReplaysAsync("a", after);
    }

    [Fact]
    public async Task After_a_crash_nothing_acknowledged_is_lost_and_nothing_heard_is_heard_again()
    {
        await CreateAsync("a");
        var before = new Recording();
        IListener listener = await ListenAsync("a");
        await before.ReadAsync(listener, 48_000, Cancellation);
        SubmittedCommand last = await SubmitAsync("a", Event("e1", "enter"));
        await under.CrashAsync();

        SessionState back = await StateAsync("a");
        Assert.True(back.Sample >= before.EndSample, $"It would play {back.Sample} again, after {before.EndSample} was heard.");
        Assert.True(back.Sample - before.EndSample <= 4 * 48_000, "It lost more than the reservation.");
        SubmittedCommand repeat = await SubmitAsync("a", Event("e1", "enter"));
        Assert.Equal(CommandStatus.Duplicate, repeat.Acknowledgement.Status);
        Assert.Equal(last.Acknowledgement.Cues, repeat.Acknowledgement.Cues);

        await using IListener again = await ListenAsync("a", before.EndSample);
        Assert.False(again.Resumed);
        var after = new Recording();
        await after.ReadAsync(again, 96_000, Cancellation);
        await AssertReplaysAsync("a", before);
        await AssertReplaysAsync("a", after);
    }

    [Fact]
    public async Task A_listener_that_comes_back_soon_goes_on_at_its_sample()
    {
        await CreateAsync("a");
        await using IListener other = await ListenAsync("a");
        var recording = new Recording();
        IListener listener = await ListenAsync("a");
        await recording.ReadAsync(listener, 24_000, Cancellation);
        await listener.DisposeAsync();
        await new Recording().ReadAsync(other, 48_000, Cancellation);

        await using IListener again = await ListenAsync("a", recording.EndSample);
        Assert.True(again.Resumed);
        Assert.Equal(recording.EndSample, again.FirstSample);
        await recording.ReadAsync(again, 48_000, Cancellation);
        await AssertReplaysAsync("a", recording);
    }

    [Fact]
    public async Task A_session_moves_to_a_newer_version_at_a_bar_line()
    {
        var project = new ProjectKey(Tenant, "song");
        await under.Projects.CreateAsync(project, "Song", TestMaps.Small, string.Empty, Cancellation);
        await under.Projects.SaveAsync(project, TestMaps.Changed, "faster", null, Cancellation);
        Outcome<SessionState> created = await Host.CreateAsync(new CreateSession(Tenant, "a", "song", 1, null, 3), Cancellation);
        Assert.Equal(1, created.Value!.Version);
        await using IListener listener = await ListenAsync("a");
        var recording = new Recording();
        await recording.ReadAsync(listener, 24_000, Cancellation);

        Outcome<SubmittedCommand> moved = await Host.MoveToVersionAsync(Key("a"), "v2", 2, Cancellation);
        Cue cue = Assert.Single(moved.Value!.Acknowledgement.Cues);
        Assert.Equal((CueKind.Version, "2"), (cue.Kind, cue.Target));
        Assert.Equal(1.0, cue.Beat);
        await recording.ReadAsync(listener, cue.Sample - recording.EndSample + 72_000, Cancellation);
        SessionState state = await StateAsync("a");
        Assert.Equal(2, state.Version);
        Assert.Equal(100, state.Bpm, 6);
        await AssertReplaysAsync("a", recording);

        Outcome<SubmittedCommand> unknown = await Host.MoveToVersionAsync(Key("a"), "v9", 9, Cancellation);
        Assert.Equal(Refusal.Invalid, unknown.Refusal);
    }

    [Fact]
    public async Task Commands_from_many_at_once_are_all_answered_and_the_chain_holds()
    {
        await CreateAsync("a");
        await using IListener listener = await ListenAsync("a");
        Task<Outcome<IReadOnlyList<SubmittedCommand>>>[] senders =
        [
            .. Enumerable.Range(0, 40).Select(sender => Task.Run(() => Host.SubmitAsync(
                Key("a"), [.. Enumerable.Range(0, 25).Select(i => Event($"{sender}-{i}", "near", i / 25.0))], Cancellation))),
        ];
        await new Recording().ReadAsync(listener, 24_000, Cancellation);
        foreach (var outcome in await Task.WhenAll(senders))
        {
            Assert.Equal(25, outcome.Value!.Count);
            Assert.All(outcome.Value!, answer => Assert.Equal(CommandStatus.Accepted, answer.Acknowledgement.Status));
        }

        List<LogEntry> log = [];
        await foreach (LogEntry entry in under.Log.ReadAsync(Key("a"), 0, Cancellation))
        {
            log.Add(entry);
        }

        Assert.Equal(1_000, log.Count(entry => entry.Kind == "command"));
        Assert.Null(LogChain.Verify(log));
    }

    [Fact]
    public async Task What_was_used_is_accounted_for()
    {
        await CreateAsync("a");
        await using (IListener listener = await ListenAsync("a"))
        {
            await SubmitAsync("a", Event("e1", "coin"));
            await new Recording().ReadAsync(listener, 48_000, Cancellation);
        }

        long rendered = (await StateAsync("a")).Sample;
        await under.RestartAsync();
        UsageRecord used = await under.Usage.SumAsync(Tenant, "a", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cancellation);
        Assert.Equal(rendered, used.RenderedSamples);
        Assert.Equal(1, used.Commands);
        Assert.True(used.CpuMicroseconds > 0);
        Assert.True(used.BytesSent >= 48_000 * 4, $"{used.BytesSent} bytes");
    }

    private Task AssertReplaysAsync(string id, Recording recording) =>
        Replaying.AssertAsync(under.Log, under.Sessions, Key(id), recording, Cancellation);
}
