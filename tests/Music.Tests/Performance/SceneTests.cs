using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;

namespace SessionService.Music.Tests.Performance;

public sealed class SceneTests
{
    /// <summary>120 BPM: a beat is 24 000 samples, a bar of four 96 000.</summary>
    private const long Beat = 24_000;
    private const long Bar = 96_000;

    private static TransitionDefinition At(SyncPoint sync, bool fill = false, int bridge = 0) =>
        new(null, null, sync, 400, fill, bridge);

    [Theory]
    [InlineData(SyncPoint.Immediate, 100_000, 2)]
    [InlineData(SyncPoint.Beat, Bar + Beat, 3)]
    [InlineData(SyncPoint.Bar, 2 * Bar, 3)]
    [InlineData(SyncPoint.Phrase, 4 * Bar, 5)]
    public void A_scene_begins_at_its_sync_point(SyncPoint sync, long expected, int bar)
    {
        Recorder session = new(TestMap.Full(At(sync)));
        session.To(100_000);
        Cue cue = Assert.Single(session.Do(new SceneCommand("a", "battle")).Cues);
        session.To(10 * Bar);

        Assert.Equal(expected, cue.Sample);
        Assert.Equal(sync == SyncPoint.Immediate ? bar + 1 : bar, cue.Bar);
        Assert.Equal(1, cue.Beat);
        Directive change = session.SceneChanges().Last();
        Assert.Equal(expected, change.Sample);
        Assert.Equal(19_200, change.Length);
        Assert.Equal(150f, change.Value);
        BarContext first = session.Composer.Bars.First(context => context.Scene == "battle");
        Assert.Equal((0, 1, cue.Bar - 1), (first.SceneBar, first.Section, first.Bar));
        Assert.Contains(session.Marks, mark => mark is CueMark { CommandId: "a" } && mark.Sample == expected);
        Assert.Contains(session.Marks, mark => mark is CaptionMark { Text: "now battle" } && mark.Sample == expected);
    }

    [Fact]
    public void The_old_bar_is_cut_and_its_notes_do_not_come()
    {
        Recorder session = new(TestMap.Full(At(SyncPoint.Beat)));
        session.To(Bar + 1_000);
        session.Do(new SceneCommand("a", "battle"));
        session.To(3 * Bar);
        int pad = session.Performance.Layers.ToList().FindIndex(layer => layer.Name == "pad");
        Assert.All(session.Notes(pad), note => Assert.True(note.Sample < Bar + Beat));
        Assert.Equal(5, session.Notes(pad).Count());
        // battle: 150 BPM in three: beats of 19 200 from the cut on, bar 3.
        BeatMark[] beats = [.. session.Marks.OfType<BeatMark>().Where(beat => beat.Scene == "battle").Take(4)];
        Assert.Equal([(120_000, 3, 1), (139_200, 3, 2), (158_400, 3, 3), (177_600, 4, 1)], beats.Select(beat => (beat.Sample, beat.Bar, beat.Beat)));
    }

    [Fact]
    public void A_bar_not_yet_written_is_planned_as_the_fill()
    {
        Recorder session = new(TestMap.Full(At(SyncPoint.Phrase, fill: true)));
        session.To(Bar + 1);
        session.Do(new SceneCommand("a", "battle"));
        session.To(5 * Bar);
        BarContext fill = Assert.Single(session.Composer.Bars, context => context.Role == BarRole.Fill);
        Assert.Equal((3, new Key(2, Mode.Major)), (fill.Bar, fill.NextKey));
        Assert.Empty(session.Composer.Fills);
    }

    [Fact]
    public void A_bar_already_written_gets_its_drums_rewritten_from_the_next_beat()
    {
        Recorder session = new(TestMap.Full(At(SyncPoint.Bar, fill: true)));
        session.To(Bar + 30_000);
        session.Do(new SceneCommand("a", "battle"));
        session.Do(new SceneCommand("b", "shop"));
        session.To(2 * Bar);
        int beat = session.Performance.Layers.ToList().FindIndex(layer => layer.Name == "beat");
        (BarContext context, int layer, int from) = Assert.Single(session.Composer.Fills);
        Assert.Equal((1, beat, 1_920), (context.Bar, layer, from));
        long[] written = [.. session.Notes(beat).Where(note => note.Velocity == 111).Select(note => note.Sample)];
        Assert.Equal([Bar + (2 * Beat), Bar + (2 * Beat) + 12_000, Bar + (3 * Beat), Bar + (3 * Beat) + 12_000], written);
        Assert.Equal(2, session.Notes(beat).Count(note => note.Sample >= Bar && note.Velocity != 111));
    }

    [Fact]
    public void A_bridge_leads_to_the_new_key_and_tempo_and_the_cue_is_its_end()
    {
        Recorder session = new(TestMap.Full(At(SyncPoint.Bar, bridge: 1)));
        session.To(1_000);
        Cue cue = Assert.Single(session.Do(new SceneCommand("a", "battle")).Cues);
        // A bar of four from 120 to 150 BPM: periods of 25 and 20 samples a tick, on average 22.5.
        Assert.Equal(Bar + (3_840L * 45 / 2), cue.Sample);
        Assert.Equal(3, cue.Bar);
        session.To(Bar + 5_000);
        Acknowledgement waits = session.Do(new SceneCommand("b", "shop"));
        session.To(10 * Bar);
        BarContext bridge = Assert.Single(session.Composer.Bars, context => context is { Role: BarRole.Bridge, Bar: 1 });
        Assert.Equal(("explore", new Key(2, Mode.Major)), (bridge.Scene, bridge.NextKey));
        Assert.Equal(cue.Sample, session.SceneChanges().ElementAt(1).Sample);
        Assert.Empty(waits.Superseded);
        Assert.Contains("waits", waits.Reason, StringComparison.Ordinal);
        // One bar of battle (3 × 19 200), then the bridge from 150 to 77.7 BPM, then the shop.
        long bridged = Music.Time.Timeline.RampSamples(2_880, new(150_000), new(77_700));
        Assert.Equal(cue.Sample + 57_600 + bridged, Assert.Single(waits.Cues).Sample);
        Assert.Equal(waits.Cues[0].Sample, session.SceneChanges().ElementAt(2).Sample);
    }

    [Fact]
    public void A_newer_change_replaces_a_pending_one()
    {
        Recorder session = new(TestMap.Full(At(SyncPoint.Bar)));
        session.To(1_000);
        session.Do(new SceneCommand("a", "battle"));
        Acknowledgement joined = session.Do(new SceneCommand("b", "battle", SyncPoint.Phrase));
        Acknowledgement newer = session.Do(new SceneCommand("c", "shop"));
        session.To(2 * Bar);
        Assert.Equal((CommandStatus.Accepted, Bar), (joined.Status, joined.Cues[0].Sample));
        Assert.Contains("already pending", joined.Reason, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], newer.Superseded, StringComparer.Ordinal);
        Assert.Equal("shop", session.Performance.State.Scene);
        Assert.DoesNotContain(session.Composer.Bars, context => context.Scene == "battle");
    }

    [Fact]
    public void Asking_for_the_scene_that_plays_cancels_what_is_pending()
    {
        Recorder session = new(TestMap.Full(At(SyncPoint.Bar)));
        session.To(1_000);
        Acknowledgement plays = session.Do(new SceneCommand("a", "explore"));
        session.Do(new SceneCommand("b", "battle"));
        Acknowledgement stays = session.Do(new SceneCommand("c", "explore"));
        session.To(3 * Bar);
        Assert.Equal(new Cue(CueKind.Scene, "explore", 0, 1, 1), Assert.Single(plays.Cues));
        Assert.Contains("plays already", plays.Reason, StringComparison.Ordinal);
        Assert.Equal(["b"], stays.Superseded, StringComparer.Ordinal);
        Assert.Single(session.SceneChanges());
    }

    [Theory]
    [InlineData("explore", "battle", 11)]
    [InlineData("explore", "shop", 12)]
    [InlineData("shop", "battle", 13)]
    [InlineData("battle", "shop", 14)]
    public void The_most_specific_transition_wins(string from, string to, int fade)
    {
        AdaptiveMap map = TestMap.Full(
            new(null, null, SyncPoint.Bar, 14, false, 0),
            new(null, "battle", SyncPoint.Bar, 13, false, 0),
            new("explore", null, SyncPoint.Bar, 12, false, 0),
            new("explore", "battle", SyncPoint.Bar, 11, false, 0)) with { Start = from };
        Recorder session = new(map);
        session.To(10);
        session.Do(new SceneCommand("a", to));
        session.To(10 * Bar);
        Assert.Equal(fade * 48, session.SceneChanges().Last().Length);
        Assert.Equal(400, TransitionDefinition.Default.FadeMs);
        Assert.Same(TransitionDefinition.Default, TestMap.Full().TransitionBetween(from, to));
    }

    [Fact]
    public void A_change_before_the_first_sample_takes_the_place_of_the_start()
    {
        Recorder session = new(TestMap.Full());
        Cue cue = Assert.Single(session.Do(new SceneCommand("a", "battle")).Cues);
        session.To(Bar);
        Assert.Equal((0, 1), (cue.Sample, cue.Bar));
        Assert.All(session.Composer.Bars, context => Assert.Equal("battle", context.Scene));
        Assert.Equal(0, session.Composer.Bars[0].Bar);
    }

    [Fact]
    public void Whoever_asked_for_the_start_is_told_when_it_does_not_come()
    {
        Recorder session = new(TestMap.Full());
        session.Do(new SceneCommand("a", "explore"));
        Assert.Equal(["a"], session.Do(new SceneCommand("b", "battle")).Superseded, StringComparer.Ordinal);
        Recorder bridged = new(TestMap.Full(At(SyncPoint.Bar, bridge: 1)));
        bridged.Do(new SceneCommand("a", "explore"));
        Assert.Empty(bridged.Do(new SceneCommand("b", "battle")).Superseded);
        bridged.To(1);
        Assert.Equal(["a"], bridged.Marks.OfType<CueMark>().Select(mark => mark.CommandId), StringComparer.Ordinal);
    }

    [Fact]
    public void Tempo_follows_its_drive_at_bar_lines_but_moves_no_cue()
    {
        Recorder session = new(TestMap.Full());
        session.To(1_000);
        session.Do(new ParameterCommand("fast", "speed", 10));
        session.To(Bar + 1);
        Assert.Equal(new Music.Time.Tempo(144_000), session.Performance.State.Tempo);
        Cue far = Assert.Single(session.Do(new StingerCommand("s", "far")).Cues);
        session.Do(new ParameterCommand("slow", "speed", 0));
        session.To(far.Sample);
        Assert.Equal(Bar + (3 * 80_000), far.Sample);
        Assert.Equal(144_000, session.Performance.State.Tempo.MilliBpm);
        session.To(far.Sample + 1);
        Assert.Contains(session.Notes(session.Performance.Layers.Count - 1), note => note.Sample == far.Sample);
        Assert.Equal(96_000, session.Performance.State.Tempo.MilliBpm);
    }
}
