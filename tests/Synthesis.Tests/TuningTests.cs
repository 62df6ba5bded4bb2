using SessionService.Music.Performance;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;
using SessionService.Synthesis.Tests.Support;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Tests;

public class TuningTests
{
    public static TheoryData<string> Pitched =>
        [.. InstrumentCatalogue.Names.Where(n => !n.EndsWith("-kit", StringComparison.Ordinal)
            && n is not ("wind-texture" or "vinyl-texture" or "dark-texture"))];

    [Theory]
    [MemberData(nameof(Pitched))]
    public void A_middle_note_is_within_five_cents(string name)
    {
        byte key = (byte)(name.Contains("bass", StringComparison.Ordinal) || name == "low-strings" ? 45 : 64);
        double expected = Curve.Hertz(key);
        Instrument instrument = InstrumentCatalogue.Get(name);

        // Vibrato, drift and tape are movement around the pitch; without them the pitch itself is left.
        Stroke still = instrument.Keyed! with
        {
            Lanes = [.. instrument.Keyed.Lanes.Select(l => l with { Motion = new MotionPatch() })],
        };
        const int N = 131_072;
        VoicePool pool = new(1);
        pool.Start(new Directive(0, DirectiveKind.Note, 0, 0, key, 96, 0, N), still, 1, Banks.Middle);
        float[] heard = new float[N], sum = new float[64 * Bank.Stride];
        for (int at = 0; at < N; at += 64)
        {
            pool.OnGrid(Banks.Middle);
            pool.Render(0, at, 64, sum);
            for (int i = 0; i < 64; i++)
            {
                for (int lane = 0; lane < 16; lane++)
                {
                    heard[at + i] += sum[(i * Bank.Stride) + lane];
                }
            }
        }

        double found = Spectrum.Centroid(Spectrum.Of(heard), expected, 0.025);
        Assert.InRange(1200 * Math.Log2(found / expected), -5, 5);
    }
}
