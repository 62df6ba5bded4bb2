using SessionService.Music.Theory;

namespace SessionService.Music.Tests.Theory;

public sealed class ChordTests
{
    [Theory]
    [InlineData(ChordQuality.Major, "C", "0 4 7")]
    [InlineData(ChordQuality.Minor7, "Cm7", "0 3 7 10")]
    [InlineData(ChordQuality.HalfDiminished7, "Cm7b5", "0 3 6 10")]
    [InlineData(ChordQuality.SixNine, "C69", "0 2 4 7 9")]
    [InlineData(ChordQuality.Dominant13, "C13", "0 2 4 7 9 10")]
    [InlineData(ChordQuality.Dominant7Flat9, "C7b9", "0 1 4 7 10")]
    [InlineData(ChordQuality.MinorMajor7, "Cm(maj7)", "0 3 7 11")]
    public void QualitiesHaveTheirTonesAndNames(ChordQuality quality, string symbol, string tones)
    {
        Chord chord = new(0, quality);
        Assert.Equal(symbol, chord.Symbol);
        Assert.Equal(tones, string.Join(' ', Enumerable.Range(0, 12).Where(chord.Contains)));
    }

    [Fact]
    public void EveryQualityIsNamedOnceAndBuiltOnItsRoot()
    {
        ChordQuality[] all = Enum.GetValues<ChordQuality>();
        Assert.Equal(all.Length, ChordQualities.Count);
        Assert.Equal(all.Length, all.Select(quality => quality.Suffix()).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(all.Length, all.Select(quality => quality.Mask()).Distinct().Count());
        Assert.All(all, quality => Assert.Equal(0, quality.Tones()[0]));
        Assert.All(all, quality => Assert.Equal(quality.Tones().Length, int.PopCount(quality.Mask())));
    }
}
