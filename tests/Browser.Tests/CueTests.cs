using SessionService.Browser.Tests.Support;

namespace SessionService.Browser.Tests;

/// <summary>
/// The acknowledgement says where a change is heard. These tests find the change in the audio itself: in the decoded
/// samples against an offline rendering that nothing has touched, and in what leaves the player for the loudspeakers.
/// </summary>
[Collection(StageCollection.Name)]
public sealed class CueTests(Stage stage)
{
    private const int SampleRate = 48_000;

    /// <summary>An attack or a gain ramp needs this long to change a 16-bit sample at all: 10 ms.</summary>
    private const int Onset = 480;

    [Theory]
    [InlineData("event('coin')", "stinger")]
    [InlineData("stinger('fanfare')", "stinger")]
    [InlineData("layer('pad', { mute: true })", "layer")]
    [InlineData("scene('battle', { sync: 'beat' })", "scene")]
    public async Task The_first_changed_sample_is_the_acknowledged_one(string command, string kind)
    {
        await using DemoPage demo = await stage.OpenAsync("game", "?format=pcm");
        await demo.PlayAsync();
        await demo.HeardAsync(4);

        PageAck ack = await demo.CommandAsync(command);
        Assert.Equal("accepted", ack.Status);
        HeardCue cue = Assert.Single(ack.Cues, candidate => candidate.Kind == kind);
        Assert.True(cue.Sample >= ack.AtSample, "A cue lies before its command.");
        await demo.DecodedAsync(cue.Sample + SampleRate);

        string seed = await demo.AskAsync<string>("window.recording.session.state.seed");
        int first = (int)(await demo.ExtentAsync()).First;
        int end = (int)(cue.Sample + SampleRate);
        short[] untouched = await Offline.RenderAsync("game", seed, (end / SampleRate) + 1);
        short[] heard = await demo.SamplesAsync(first, end - first);
        int changed = first + Signal.FirstDifference(heard, untouched.AsSpan(2 * first));
        Assert.InRange(changed, cue.Sample, cue.Sample + Onset);
    }

    [Fact]
    public async Task All_layers_fall_silent_where_their_mutes_were_acknowledged()
    {
        await using DemoPage demo = await stage.OpenAsync("shop", "?format=pcm");
        await demo.PlayAsync();
        await demo.HeardAsync(6);

        PageAck[] acks = await demo.AskAsync<PageAck[]>(
            "Promise.all(window.recording.session.state.layers.map(({ name }) => window.recording.session.layer(name, { mute: true })))");
        long first = acks.Min(ack => ack.Cues[0].Sample);
        long last = acks.Max(ack => ack.Cues[0].Sample);
        await demo.DecodedAsync(last + (8 * SampleRate));

        double before = Signal.LevelDb(await demo.SamplesAsync(first - (2 * SampleRate), 2 * SampleRate));
        // What remains is the room: its tail has seven seconds.
        double after = Signal.LevelDb(await demo.SamplesAsync(last + (7 * SampleRate), SampleRate));
        Assert.True(before > -45, $"Before it is at {before:F1} dBFS.");
        Assert.True(after < before - 40, $"Before it is at {before:F1} dBFS, after at {after:F1}.");
    }

    [Fact]
    public async Task What_leaves_the_player_changes_when_the_page_was_told()
    {
        await using DemoPage demo = await stage.OpenAsync("game", "?format=pcm");
        await demo.PlayAsync();
        await demo.HeardAsync(3);
        await demo.Page.EvaluateAsync("() => window.recordOutput()");
        await demo.HeardAsync(4);

        PageAck ack = await demo.CommandAsync("event('coin')");
        HeardCue cue = Assert.Single(ack.Cues);
        Assert.NotNull(cue.PredictedHeardAt);
        await demo.Page.WaitForFunctionAsync(
            "sample => (window.recording.session.heardSample ?? 0) > sample", cue.Sample + SampleRate);

        // The sound from the cue on is looked for in the output; the frame at which it lies there has a time. The player may
        // be bending its rate just then, so the pattern is tried at every rate it may take.
        RecordedOutput recorded = await demo.AskAsync<RecordedOutput>("window.outputRecorded()");
        short[] output = Loudened(DemoPage.Shorts(recorded.Data));
        short[] sound = Signal.Channel(await demo.SamplesAsync(cue.Sample, SampleRate / 10), 0);
        (int lag, double correlation) = Enumerable.Range(-4, 9)
            .Select(step => Signal.Find(Signal.AtRate(sound, 1 + (step / 1000.0), SampleRate / 20), output))
            .MaxBy(found => found.Correlation);
        Assert.True(correlation > 0.95, $"The cue is found in the output only to {correlation:F3}.");
        double heardAt = await demo.AskAsync<double>($"await window.timeOfFrame({recorded.Frame + lag})");
        Assert.InRange(heardAt - cue.PredictedHeardAt.Value, -15, 15);

        double? error = await demo.AskAsync<double?>($"window.recording.heard.find((h) => h.id === '{ack.Id}').errorMs");
        Assert.NotNull(error);
        Assert.InRange(error.Value, -15, 15);
    }

    [Fact]
    public async Task Commands_of_another_listener_are_told_and_heard()
    {
        await using DemoPage demo = await stage.OpenAsync("game", "?format=pcm");
        await demo.PlayAsync();
        await demo.HeardAsync(2);
        await demo.Page.EvaluateAsync(
            """
            async () => {
              const { connect } = await import("/client/sessionservice.js");
              const id = window.recording.session.state.session;
              const token = await (await fetch(`/demo/sessions/${id}/tokens`, { method: "POST" })).json();
              window.other = await connect({ url: location.origin, session: id, token: token.token, format: "pcm" });
              window.otherAck = await window.other.event("coin");
            }
            """);
        string id = await demo.AskAsync<string>("window.otherAck.id");
        await demo.Page.WaitForFunctionAsync("id => window.recording.heard.some((h) => h.id === id && !h.own && h.heardAt !== null)", id);
        Assert.Equal(1, await demo.AskAsync<int>($"window.recording.cues.filter((c) => c.id === '{id}').length"));
    }

    /// <summary>The page plays at four fifths of full volume.</summary>
    private static short[] Loudened(short[] output) => [.. output.Select(v => (short)Math.Clamp(v * 1.25, short.MinValue, short.MaxValue))];

    private sealed record RecordedOutput(long Frame, string Data);
}
