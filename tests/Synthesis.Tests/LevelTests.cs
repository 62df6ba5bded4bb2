using SessionService.Audio.Loudness;
using SessionService.Music.Styles;
using SessionService.Render;

namespace SessionService.Synthesis.Tests;

public class LevelTests
{
    public static TheoryData<string> Instruments => [.. InstrumentCatalogue.Names];

    public static TheoryData<string> Styles => [.. StyleCatalogue.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Instruments))]
    public void Instruments_are_equally_loud(string name) =>
        Assert.InRange(Levels.Measure(name), Levels.TargetLufs - 1, Levels.TargetLufs + 1);

    [Theory]
    [MemberData(nameof(Styles))]
    public void A_style_at_middle_controls_is_at_minus_eighteen(string style)
    {
        Music.Performance.Performance performance = ComposedScene.Perform(style);
        float[] mix = new float[2 * 48_000 * 30];
        ComposedScene.Render(performance, ComposedScene.RendererFor(performance), mix);
        LoudnessMeter meter = new(48_000, 2);
        meter.Process(mix);
        Assert.InRange(meter.Integrated, -19, -17);
        Assert.True(meter.TruePeakDb <= -1);
    }
}
