using FsCheck;
using FsCheck.Fluent;
using SessionService.Audio.Loudness;
using SessionService.Listen.Analysis;
using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Properties.Tests.Support;
using SessionService.Sessions.Engine;

namespace SessionService.Properties.Tests;

/// <summary>What must hold when a session moves to another version of its project while it plays.</summary>
public sealed class VersionTests
{
    private const int Slice = 960;

    [Fact]
    public void A_change_of_version_neither_clicks_nor_clips_nor_stops() =>
        Check(Config.QuickThrowOnFailure.WithMaxTest(12).WithReplay(7, 11));

    [Fact]
    [Trait("Category", "Nightly")]
    public void A_change_of_version_neither_clicks_nor_clips_nor_stops_in_a_thousand() =>
        Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static void Check(Config config)
    {
        Arbitrary<(Storm First, Storm Second)> pairs = Storms.Musical(1_000).Generator
            .Zip(Storms.Musical(1_000).Generator).Select(pair => (pair.Item1, pair.Item2)).ToArbitrary();
        Prop.ForAll(pairs, pair => Holds(Smooth(pair.First.Map), Smooth(pair.Second.Map), pair.First.Seed)).Check(config);
    }

    private static void Holds(AdaptiveMap first, AdaptiveMap second, ulong seed)
    {
        SessionEngine engine = new(first, 1, seed, new RuleComposer());
        List<float> mix = [];
        Render(engine, mix, 4);
        long cue = engine.MoveTo("m", 2, second).Cues[0].Sample;
        Render(engine, mix, Math.Max(4, ((cue - engine.Head) / 48_000.0) + 3));

        Assert.Equal(2, engine.Version);
        float[] heard = [.. mix];
        Assert.Empty(ClickFinder.Find(heard));
        TruePeakMeter peak = new(2);
        peak.Process(heard);
        Assert.True(peak.PeakDb <= -1, $"true peak {peak.PeakDb}");
        Level level = Level.Of(heard);
        Assert.True(level.SilenceSeconds <= 1.5, $"silent for {level.SilenceSeconds} s from {level.SilenceAtSeconds} s");
    }

    // Dust of records clicks on purpose: the style that has it plays without its texture.
    private static AdaptiveMap Smooth(AdaptiveMap map) => map with
    {
        Scenes = [.. map.Scenes.Select(scene => scene with { Layers = [.. scene.Layers.Where(layer => layer.Part != Music.Score.Part.Texture)] })],
    };

    private static void Render(SessionEngine engine, List<float> into, double seconds)
    {
        float[] block = new float[2 * Slice];
        for (int i = 0; i < seconds * 48_000 / Slice; i++)
        {
            engine.Render(Slice, block, [], []);
            into.AddRange(block);
        }
    }
}
