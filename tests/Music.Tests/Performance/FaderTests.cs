using SessionService.Music.Performance;
using SessionService.Music.Styles;
using Play = SessionService.Music.Performance.Performance;

namespace SessionService.Music.Tests.Performance;

public sealed class FaderTests
{
    private const int Pad = 0;
    private const int Drums = 1;

    private static float Factor(double db) => (float)Math.Pow(10, db / 20);

    [Fact]
    public void A_session_opens_with_its_style_gains_and_controls()
    {
        Recorder session = new(TestMap.Full());
        session.To(1);
        Directive first = session.Directives[0];
        Assert.Equal((0, DirectiveKind.SceneChange, "ambient", 120f, 0), (first.Sample, first.Kind, session.Performance.Styles[first.Target], first.Value, first.Length));
        Style style = StyleCatalogue.Find("ambient")!;
        Assert.Equal(Factor(style.Instruments[Score.Part.Chords].LevelDb), Gain(session, Pad).Value);
        // −3 dB in the map; intensity 0.3 through the square of 0.2 to 1: 0.2 + 0.8 · 0.09.
        Assert.Equal(Factor(style.Instruments[Score.Part.Drums].LevelDb - 3) * 0.272f, Gain(session, Drums).Value, 5);
        Assert.Equal(0, Gain(session, 2).Value);
        Directive brightness = session.Directives.Last(directive => directive is { Kind: DirectiveKind.Control, Target: (int)SoundControl.Brightness });
        Assert.Equal(0.5f - 0.2f + (0.6f * 0.3f), brightness.Value, 5);
    }

    [Fact]
    public void A_mute_fades_and_a_solo_silences_the_rest()
    {
        Recorder session = new(TestMap.Full());
        session.To(1_000);
        session.Do(new LayerCommand("m", "pad", Mute: true));
        session.To(1_001);
        Assert.Equal((1_000, 0f, 1_440), Place(Gain(session, Pad)));
        session.To(5_000);
        session.Do(new LayerCommand("u", "pad", Mute: false));
        session.Do(new LayerCommand("s", "pad", Solo: true));
        session.To(5_001);
        Assert.Equal((5_000, 0f, 1_440), Place(Gain(session, Drums)));
        Assert.True(Gain(session, Pad).Value > 0);
        Assert.Equal(0, Gain(session, session.Performance.Layers.Count - 1).Value);
        session.To(9_000);
        session.Do(new LayerCommand("g", "pad", GainDb: -6));
        session.To(9_001);
        Assert.Equal(Factor(StyleCatalogue.Find("ambient")!.Instruments[Score.Part.Chords].LevelDb - 6), Gain(session, Pad).Value, 6);
    }

    [Fact]
    public void A_mute_taken_back_at_the_same_head_is_not_heard()
    {
        Recorder session = new(TestMap.Full());
        session.To(1_000);
        int before = session.Directives.Count;
        session.Do(new LayerCommand("m", "pad", Mute: true));
        session.Do(new LayerCommand("u", "pad", Mute: false));
        session.To(20_000);
        Assert.DoesNotContain(session.Directives.Skip(before), directive => directive.Kind == DirectiveKind.LayerGain);
    }

    [Fact]
    public void A_parameter_moves_in_pieces_that_meet()
    {
        Recorder session = new(TestMap.Full());
        session.To(1_000);
        session.Do(new ParameterCommand("p", "intensity", 1, 1_000));
        session.To(100_000);
        Directive[] pieces = [.. session.Directives.Where(directive => directive is { Kind: DirectiveKind.LayerGain, Target: Drums, Sample: > 0 })];
        Assert.Equal(1_000, pieces[0].Sample);
        Assert.Equal(49_000, pieces[^1].Sample + pieces[^1].Length);
        Assert.All(pieces.Zip(pieces.Skip(1)), pair => Assert.Equal(pair.Second.Sample, pair.First.Sample + pair.First.Length));
        Assert.Equal(Factor(StyleCatalogue.Find("ambient")!.Instruments[Score.Part.Drums].LevelDb - 3), pieces[^1].Value, 6);
        Assert.DoesNotContain(session.Directives, directive => directive is { Kind: DirectiveKind.LayerGain, Target: Pad, Sample: > 0 });
    }

    [Fact]
    public void At_rest_nothing_is_told()
    {
        Recorder session = new(TestMap.Full());
        session.To(100_000);
        int before = session.Directives.Count;
        session.To(2_000_000);
        Assert.All(session.Directives.Skip(before), directive => Assert.Equal(DirectiveKind.Note, directive.Kind));
    }

    [Fact]
    public void Between_bars_nothing_is_allocated()
    {
        Play performance = Play.Start(TestMap.Full(), 1, new FakeComposer { Recording = false });
        List<Directive> directives = new(10_000);
        List<Mark> marks = new(10_000);
        performance.Advance(400_000, directives, marks);
        performance.Apply(new ParameterCommand("p", "intensity", 1, 5_000));
        performance.Advance(480_001, directives, marks); // just after a bar line
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (long sample = 480_100; sample < 576_000; sample += 64)
        {
            performance.Advance(sample, directives, marks);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_day_can_be_skipped()
    {
        Recorder session = new(TestMap.Full(), composer: new FakeComposer { Recording = false });
        session.Performance.Skip(24L * 3_600 * 48_000);
        Assert.Equal(43_201, session.Performance.State.Position.Bar);
    }

    private static Directive Gain(Recorder session, int layer) =>
        session.Directives.Last(directive => directive.Kind == DirectiveKind.LayerGain && directive.Target == layer);

    private static (long Sample, float Value, long Length) Place(Directive directive) => (directive.Sample, directive.Value, directive.Length);
}
