using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Music.Time;

namespace SessionService.Music.Tests.Performance;

/// <summary>Scene changes that speed up or slow down on the way.</summary>
public sealed class RampTests
{
    private const long Bar = 96_000;

    private static TransitionDefinition Ramp(int bars, int bridge = 0, bool fill = true, SyncPoint sync = SyncPoint.Bar) =>
        new(null, null, sync, 400, fill, bridge) { RampBars = bars };

    /// <summary>
    /// The length of a tick changes linearly, so a beat lasts on average the mean of its lengths at both ends: half a second
    /// at 120, four tenths at 150.
    /// </summary>
    [Theory]
    [InlineData(1, 0, 86_400)]
    [InlineData(2, 0, 172_800)]
    [InlineData(3, 1, 345_600)]
    [InlineData(8, 0, 691_200)]
    public void The_new_scene_begins_where_the_mean_of_both_tempi_says(int ramp, int bridge, long length)
    {
        Recorder session = new(TestMap.Full(Ramp(ramp, bridge)));
        session.To(1_000);
        Cue cue = Assert.Single(session.Do(new SceneCommand("a", "battle")).Cues);
        session.To(12 * Bar);

        Assert.Equal((Bar + length, ramp + bridge + 2), (cue.Sample, cue.Bar));
        Assert.Equal(cue.Sample, session.SceneChanges().Last().Sample);
        Assert.Contains(session.Marks, mark => mark is CueMark { CommandId: "a" } && mark.Sample == cue.Sample);
        BarContext[] bars = [.. session.Composer.Bars];
        BarRole[] last = bridge == 1 ? [BarRole.Fill, BarRole.Bridge] : [BarRole.Fill];
        Assert.Equal(
            [.. Enumerable.Repeat(BarRole.Body, ramp), .. last, BarRole.Body],
            bars.Take(ramp + bridge + 2).Select(bar => bar.Role));
        Assert.Equal(Enumerable.Range(0, ramp + 1), bars.Take(ramp + 1).Select(bar => bar.SceneBar));
        Assert.Equal("battle", bars[ramp + bridge + 1].Scene);
        Assert.Equal(Tempo.FromBpm(150), bars[ramp + bridge + 1].Tempo);
    }

    [Theory]
    [InlineData("battle", 1)]
    [InlineData("shop", -1)]
    public void Beats_grow_shorter_or_longer_one_by_one(string scene, int direction)
    {
        Recorder session = new(TestMap.Full(Ramp(3)));
        session.To(1_000);
        long entry = session.Do(new SceneCommand("a", scene)).Cues[0].Sample;
        session.To(entry + 1);
        long[] beats = [.. session.Marks.OfType<BeatMark>().Where(beat => beat.Sample >= Bar).Select(beat => beat.Sample)];
        Assert.Equal(13, beats.Length);
        long[] lengths = [.. beats.Skip(1).Zip(beats, (next, beat) => next - beat)];
        Assert.Equal(lengths.OrderBy(length => -direction * length), lengths);
        Assert.Equal(lengths.Distinct().Count(), lengths.Length);
    }

    [Fact]
    public void Where_the_tempi_are_the_same_there_is_nothing_to_wait_for()
    {
        AdaptiveMap map = TestMap.Full(Ramp(4)) with { Scenes = [TestMap.Scene("explore"), TestMap.Scene("battle")], Events = [] };
        Recorder session = new(map);
        session.To(1_000);
        Cue cue = Assert.Single(session.Do(new SceneCommand("a", "battle")).Cues);
        Assert.Equal((Bar, 2), (cue.Sample, cue.Bar));
    }

    [Fact]
    public void Until_it_begins_a_ramp_can_be_called_off_and_then_it_is_waited_for()
    {
        Recorder session = new(TestMap.Full(Ramp(2)));
        session.To(1_000);
        session.Do(new SceneCommand("a", "battle"));
        Assert.Equal(["a"], session.Do(new SceneCommand("b", "explore")).Superseded, StringComparer.Ordinal);
        session.To(Bar + 10);
        Assert.Equal(Tempo.FromBpm(120), session.Performance.State.Tempo);

        long entry = session.Do(new SceneCommand("c", "battle")).Cues[0].Sample;
        session.To(2 * Bar + 10);
        Acknowledgement home = session.Do(new SceneCommand("d", "explore"));
        Assert.Contains("on its way", home.Reason, StringComparison.Ordinal);

        // From 150 back to 120 over two bars of battle's three beats, from the first bar line after its entry.
        Assert.Equal(entry + (3 * 19_200) + (6 * 21_600), home.Cues[0].Sample);
        session.To(home.Cues[0].Sample + 1);
        Assert.Equal("explore", session.Performance.State.Scene);
        Assert.Equal(Tempo.FromBpm(120), session.Performance.State.Tempo);
    }

    [Fact]
    public void No_parameter_moves_the_cue_while_the_tempo_is_on_its_way()
    {
        Recorder session = new(TestMap.Full(Ramp(2)));
        session.To(1_000);
        Cue cue = session.Do(new SceneCommand("a", "battle")).Cues[0];
        session.To(Bar + 10);
        session.Do(new ParameterCommand("b", "speed", 10));
        session.To(cue.Sample + 1);
        Assert.Equal(cue.Sample, session.SceneChanges().Last().Sample);
        session.To(cue.Sample + (4 * 57_600));
        Assert.Equal(Tempo.FromBpm(180), session.Performance.State.Tempo);
    }
}
