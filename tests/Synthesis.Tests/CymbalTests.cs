using SessionService.Synthesis.Instruments;
using SessionService.Synthesis.Tests.Support;

namespace SessionService.Synthesis.Tests;

/// <summary>Hi-hats and cymbals are metal, not a tone: no line stands far above what lies around it.</summary>
public class CymbalTests
{
    // Of white noise the strongest of some thousand bins lies about 10 dB above the mean of its surroundings.
    private const double MostDb = 16;

    public static TheoryData<string, int> Metal
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (string name in InstrumentCatalogue.Names.Where(n => InstrumentCatalogue.Get(n).Kind == InstrumentKind.Kit))
            {
                foreach (int key in (int[])[46, 49, 51])
                {
                    data.Add(name, key);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Metal))]
    public void No_line_stands_out(string kit, int key)
    {
        Assert.SkipWhen(kit is "bowl-kit", "Bowls and gongs in the place of cymbals: they ring on purpose.");
        const int Frames = 16_384, From = 1_200;
        (_, float[] stems) = Play.Whole(Play.Of(kit), [Play.Note(0, key, 100)], From + Frames);
        double[] spectrum = Spectrum.Of(Play.Left(stems.AsSpan(2 * From, 2 * Frames)));
        double worst = 0, at = 0;
        for (int bin = 700; bin < 5_400; bin++)
        {
            double around = 0;
            for (int i = bin - 200; i <= bin + 200; i++)
            {
                around += spectrum[i] * spectrum[i] / 401;
            }

            double over = 10 * Math.Log10(spectrum[bin] * spectrum[bin] / around);
            (worst, at) = over > worst ? (over, bin * 48_000.0 / Frames) : (worst, at);
        }

        Assert.True(worst < MostDb, $"{worst:F1} dB above its surroundings at {at:F0} Hz");
    }
}
