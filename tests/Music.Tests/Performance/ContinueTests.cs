using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using Play = SessionService.Music.Performance.Performance;

namespace SessionService.Music.Tests.Performance;

public sealed class ContinueTests
{
    private const long Bar = 96_000;

    [Fact]
    public void Scene_parameters_and_mutes_go_on_by_name()
    {
        Recorder session = new(TestMap.Full());
        session.To(50_000);
        session.Do(new SceneCommand("s", "battle"));
        session.Do(new ParameterCommand("p", "intensity", 0.8, 0));
        session.Do(new LayerCommand("l", "bass", Mute: true, GainDb: -6));
        session.To(Bar + 57_600);
        AdaptiveMap edited = TestMap.Full() with
        {
            Scenes = [TestMap.Scene("battle", bpm: 100, beats: 5, style: "lo-fi", layers: [new("bass", Score.Part.Bass, 0, null)]), TestMap.Scene("explore")],
        };
        session.Do(new LayerCommand("here", "bass", Solo: true));
        session.Performance = Play.Continue(session.Performance, edited);
        Assert.Equal(CommandStatus.Duplicate, session.Do(new SceneCommand("s", "battle")).Status);
        session.By(10);
        Assert.Contains(session.Marks, mark => mark is CueMark { CommandId: "here" });
        PerformanceState state = session.Performance.State;
        Assert.Equal(("battle", 3, 5, 100_000), (state.Scene, state.Position.Bar, state.Metre.Beats, state.Tempo.MilliBpm));
        Assert.Equal(0.8, state.Parameters[0].Value, 9);
        Assert.Equal((true, -6), (state.Layers[0].Muted, state.Layers[0].GainDb));
        Assert.Equal((1, 1), (session.Composer.Bars[^1].Section, session.Composer.Bars[^1].SceneBar));
        Directive change = session.SceneChanges().Last();
        Assert.Equal((Bar + 57_600, "lo-fi", 100f), (change.Sample, session.Performance.Styles[change.Target], change.Value));
    }

    [Fact]
    public void A_scene_that_is_gone_gives_way_to_the_start()
    {
        Recorder session = new(TestMap.Full());
        session.Do(new SceneCommand("s", "shop"));
        session.To(200);
        session.To(session.Performance.NextBarLine);
        AdaptiveMap edited = TestMap.Full() with { Scenes = [TestMap.Scene("calm")], Start = "calm", Transitions = [], Events = [] };
        session.Performance = Play.Continue(session.Performance, edited);
        Acknowledgement gone = session.Do(new SceneCommand("x", "shop"));
        session.By(100);
        Assert.Equal(CommandStatus.Rejected, gone.Status);
        Assert.Equal("calm", session.Performance.State.Scene);
        Assert.Equal((2, 0, 1), (session.Composer.Bars[^1].Section, session.Composer.Bars[^1].SceneBar, session.Composer.Bars[^1].Bar));
    }

    [Fact]
    public void Acknowledged_cues_keep_their_samples()
    {
        TransitionDefinition phrase = new(null, null, SyncPoint.Phrase, 100, false, 1);
        Recorder session = new(TestMap.Full(phrase));
        session.To(10);
        Cue scene = Assert.Single(session.Do(new SceneCommand("s", "battle")).Cues);
        Cue stinger = Assert.Single(session.Do(new StingerCommand("t", "far")).Cues);
        session.To(Bar);
        AdaptiveMap slower = TestMap.Full();
        session.Performance = Play.Continue(session.Performance, slower with { Scenes = [TestMap.Scene("explore", bpm: 60), .. slower.Scenes.Skip(1)] });
        session.To(10 * Bar);
        Assert.Contains(session.Marks, mark => mark is CueMark { CommandId: "s" } && mark.Sample == scene.Sample);
        Assert.Equal(scene.Sample, session.SceneChanges().Last().Sample);
        Assert.Contains(session.Notes(session.Performance.Layers.Count - 1), note => note.Sample == stinger.Sample);
    }

    [Fact]
    public void Only_a_bar_line_will_do()
    {
        Recorder session = new(TestMap.Full());
        session.To(Bar - 1);
        Assert.Throws<InvalidOperationException>(() => Play.Continue(session.Performance, TestMap.Full()));
        session.To(Bar);
        Assert.NotNull(Play.Continue(session.Performance, TestMap.Full()));
    }

    [Fact]
    public void The_same_map_goes_on_with_the_same_bars()
    {
        Recorder plain = new(TestMap.Full());
        Recorder continued = new(TestMap.Full());
        plain.To(6 * Bar);
        continued.To(3 * Bar);
        continued.Performance = Play.Continue(continued.Performance, TestMap.Full());
        continued.To(6 * Bar);
        BarContext[] expected = [.. plain.Composer.Bars.Select(context => context with { Layers = [] })];
        Assert.Equal(expected, continued.Composer.Bars.Select(context => context with { Layers = [] }));
    }
}
