using SessionService.Music.Styles;
using SessionService.Render;

namespace SessionService.Synthesis.Tests;

public class LevelTests
{
    public static TheoryData<string> Instruments => [.. InstrumentCatalogue.Names];

    /// <summary>Every style at rest, in the middle and at full intensity.</summary>
    public static TheoryData<string, string> Scenes =>
        new(StyleCatalogue.All.SelectMany(_ => (string[])["0", "0.5", "1"], (style, mood) => (style.Name, mood)));

    [Theory]
    [MemberData(nameof(Instruments))]
    public void Instruments_are_equally_loud(string name) =>
        Assert.InRange(Levels.Measure(name), Levels.TargetLufs - 1, Levels.TargetLufs + 1);

    [Theory]
    [MemberData(nameof(Scenes))]
    public void A_scene_is_at_minus_eighteen_and_holds_together(string style, string mood)
    {
        Measured mix = MixTable.Measure(style, mood, 36);
        Assert.InRange(mix.Integrated, -19, -17);
        Assert.True(mix.TruePeakDb <= -1, $"{mix.TruePeakDb:F2} dBTP");
        Assert.InRange(mix.Correlation, 0.2, 1);
        Assert.True(mix.BassSideDb < -15, $"bass beside the middle: {mix.BassSideDb:F1} dB");
    }
}
