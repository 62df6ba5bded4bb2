using SessionService.Music.Styles;

namespace SessionService.Music.Tests.Composition;

/// <summary>Melodies that go by step, return, and keep out of the bass's way.</summary>
public sealed class TuneTests(ITestOutputHelper output)
{
    [Fact]
    public void TunesGoByStepReturnAndKeepOutOfTheBass()
    {
        double[] sum = new double[9];
        foreach (Style style in StyleCatalogue.All)
        {
            Tunes tunes = Tunes.Of(style.Name);
            output.WriteLine($"{style.Name,-19} {tunes}");
            double[] all = [tunes.Steps, tunes.Unisons, tunes.Wide, tunes.Dissonance, tunes.Parallels, tunes.Same.One, tunes.Same.Four, tunes.Rhythm.One, tunes.Rhythm.Four];
            for (int i = 0; i < 9; i++)
            {
                sum[i] += all[i] / StyleCatalogue.All.Count;
            }
        }

        output.WriteLine("mean " + string.Join(' ', sum.Select(value => value.ToString(".000", null))));

        // Beside each: what the music that models were trained on has.
        Assert.True(sum[0] >= 0.42, "steps; .437");
        Assert.True(sum[1] <= 0.15, "repeated pitches; .110");
        Assert.True(sum[3] <= 0.16, "dissonance on strong beats; .135");
        Assert.True(sum[4] <= 0.07, "parallels; .068");
        Assert.InRange(sum[6], 0.08, 0.25); // a bar again after four; .046
    }
}
