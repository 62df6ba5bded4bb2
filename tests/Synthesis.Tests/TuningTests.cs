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
            && !n.EndsWith("-texture", StringComparison.Ordinal) && n is not ("chip-noise" or "tubular-bells"))];

    [Theory]
    [MemberData(nameof(Pitched))]
    public void A_middle_note_is_within_five_cents(string name)
    {
                Instrument instrument = InstrumentCatalogue.Get(name);
        byte key = (byte)(instrument.Kind == InstrumentKind.Bass ? 45 : Math.Clamp(64, instrument.Range.Lowest, instrument.Range.Highest));
        double expected = Curve.Hertz(key);

        // Vibrato, drift and tape are movement around the pitch; without them the pitch itself is left.
        Stroke still = instrument.Keyed! with
        {
            Lanes = [.. instrument.Keyed.Lanes.Select(l => l with { Motion = new MotionPatch() })],
        };
        const int N = 131_072;
        VoicePool pool = new(1);
        pool.Start(new Directive(0, DirectiveKind.Note, 0, 0, key, 96, 0, N), still, 1, Banks.Middle, Touch.Plain);
        float[] heard = new float[N];
        for (int at = 0; at < N; at += 64)
        {
            pool.OnGrid(Banks.Middle);
            pool.Sums.Clear(0);
            pool.Render(at, 64);
            for (int i = 0; i < 64; i++)
            {
                heard[at + i] = pool.Sums.Left(0)[i] + pool.Sums.Right(0)[i];
            }
        }

        double found = Spectrum.Centroid(Spectrum.Of(heard), expected, 0.025);
        Assert.InRange(1200 * Math.Log2(found / expected), -5, 5);
    }
}
