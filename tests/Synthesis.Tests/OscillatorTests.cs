using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Tests.Support;

namespace SessionService.Synthesis.Tests;

public class OscillatorTests
{
    private const double C7 = 2093.0045;
    private const int N = 32_768;

    public static TheoryData<string> Waves => [.. Enum.GetNames<Wave>()];

    [Theory]
    [MemberData(nameof(Waves))]
    public void No_wave_at_C7_has_aliases_within_sixty_decibels(string name)
    {
        Wave wave = Enum.Parse<Wave>(name);
        int table = Wavetables.Offset(wave, C7 / 48_000);
        Assert.InRange(Alias(phase => Wavetables.Value(table, phase)), -200, -60);
    }

    [Fact]
    public void Detuned_saws_and_pulses_at_C7_have_none_either()
    {
        int table = Wavetables.Offset(Wave.Saw, C7 / 48_000);
        Assert.InRange(Alias(phase => Wavetables.Value(table, phase) - Wavetables.Value(table, phase + 0x4CCC_CCCC)), -200, -60);
        foreach (double cents in (double[])[-700, 900])
        {
            double hertz = C7 * Math.Pow(2, cents / 1200);
            int other = Wavetables.Offset(Wave.Saw, hertz / 48_000);
            Assert.InRange(Alias(phase => Wavetables.Value(other, phase), hertz), -200, -60);
        }
    }

    [Fact]
    public void The_highest_saw_without_a_table_folds_little_below_ten_kilohertz()
    {
        const double Hertz = Voices.WaveBank.HighestSaw - 3.3;
        Vector256<float> width = Vector256.Create((float)(0.5 / (Hertz / 48_000)));
        Assert.InRange(Alias(phase => Lanes.Saw(Vector256.Create((int)phase), width)[0], Hertz, 10_000), -200, -58);
    }

    [Fact]
    public void The_highest_triangle_without_a_table_folds_sixty_decibels_below()
    {
        const double Hertz = Voices.WaveBank.HighestSaw - 3.3;
        Assert.InRange(Alias(phase => Lanes.Triangle(Vector256.Create((int)phase))[0], Hertz), -200, -60);
    }

    [Fact]
    public void A_triangle_is_that_of_the_table()
    {
        int table = Wavetables.Offset(Wave.Triangle, 55.0 / 48_000);
        for (long phase = int.MinValue; phase < int.MaxValue; phase += 1_234_567)
        {
            Assert.Equal(Wavetables.Value(table, (uint)(int)phase), Lanes.Triangle(Vector256.Create((int)phase))[2], 5e-3);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Vectors_read_what_the_scalar_reads(bool high)
    {
        int table = Wavetables.Offset(Wave.OrganFull, high ? 0.2 : 0.001);
        for (long phase = int.MinValue; phase < int.MaxValue; phase += 7_654_321)
        {
            Vector256<float> read = Lanes.Read(ref Wavetables.First, Vector256.Create(table), Vector256.Create((int)phase));
            Assert.Equal(Wavetables.Value(table, unchecked((uint)phase)), read[3] * Wavetables.Scale);
        }
    }

    [Fact]
    public void Low_notes_keep_their_highs()
    {
        // A saw's harmonics fall as one over their number up to the last under 17 kHz.
        int table = Wavetables.Offset(Wave.Saw, 110.0 / 48_000);
        double[] magnitude = Magnitudes(phase => Wavetables.Value(table, phase), 110);
        double At(int k) => magnitude.Skip((int)((k * 110 * N / 48_000.0) - 3)).Take(7).Max();
        foreach (int k in (int[])[2, 10, 50, 150])
        {
            Assert.InRange(Db(At(k) * k / At(1)), -1, 1);
        }
    }

    [Fact]
    public void Sine_is_a_sine()
    {
        double worst = 0;
        for (long phase = int.MinValue; phase < int.MaxValue; phase += 1_234_567)
        {
            worst = Math.Max(worst, Math.Abs(Lanes.Sin(Vector256.Create((int)phase))[3] - Math.Sin(2 * Math.PI * phase / 4294967296.0)));
        }

        Assert.InRange(worst, 0, 4e-7);
        Assert.Equal(0f, Math.Abs(Lanes.Sin(Vector256.Create(int.MinValue))[0]));
    }

    [Fact]
    public void Powers_and_tangents_are_close()
    {
        for (double x = -10; x < 15; x += 0.0137)
        {
            Assert.InRange(Lanes.Exp2(Vector256.Create((float)x))[1] / Math.Pow(2, (float)x), 1 - 5e-7, 1 + 5e-7);
        }

        for (double x = 0.001; x < 1.42; x += 0.0037)
        {
            Assert.InRange(Lanes.Tan(Vector256.Create((float)x))[5] / Math.Tan((float)x), 0.999, 1.001);
        }
    }

    /// <summary>The loudest of everything between 20 Hz and half the rate that is no harmonic, dB under the fundamental.</summary>
    private static double Alias(Func<uint, float> wave, double hertz = C7, double below = 24_000)
    {
        double[] magnitude = Magnitudes(wave, hertz);
        double worst = 0;
        for (int bin = 20; bin < magnitude.Length * below / 24_000; bin++)
        {
            double harmonics = bin * 48_000.0 / N / hertz;
            worst = Math.Abs(harmonics - Math.Round(harmonics)) * hertz < 15 ? worst : Math.Max(worst, magnitude[bin]);
        }

        return Db(worst / magnitude.Skip((int)((hertz * N / 48_000) - 3)).Take(7).Max());
    }

    private static double[] Magnitudes(Func<uint, float> wave, double hertz)
    {
        float[] heard = new float[N];
        uint step = (uint)Math.Round(hertz / 48_000 * 4294967296.0), phase = 12_345;
        for (int i = 0; i < N; i++, phase += step)
        {
            heard[i] = wave(phase);
        }

        return Spectrum.Of(heard);
    }

    private static double Db(double ratio) => 20 * Math.Log10(ratio);
}
