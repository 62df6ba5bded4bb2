using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Tests.Support;

namespace SessionService.Synthesis.Tests;

public class OscillatorTests
{
    private const double C7 = 2093.0045;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Saw_and_square_at_C7_alias_below_what_is_heard(bool square)
    {
        const int N = 32_768;
        float[] wave = new float[N];
        int step = (int)Math.Round(C7 / 48_000 * 4294967296.0), phase = 12_345;
        Vector256<float> width = Vector256.Create((float)(0.5 / (C7 / 48_000)));
        for (int i = 0; i < N; i++, phase += step)
        {
            float saw = Lanes.Saw(Vector256.Create(phase), width)[0];
            wave[i] = square ? saw - Lanes.Saw(Vector256.Create(phase + int.MinValue), width)[0] : saw;
        }

        double[] magnitude = Spectrum.Of(wave);
        double fundamental = magnitude.Max(), worstLow = 0, worst = 0;
        for (int bin = 20; bin < magnitude.Length; bin++)
        {
            double hertz = bin * 48_000.0 / N, harmonics = hertz / C7;
            if (Math.Abs(harmonics - Math.Round(harmonics)) * C7 < 15)
            {
                continue;
            }

            worstLow = hertz < 10_000 ? Math.Max(worstLow, magnitude[bin]) : worstLow;
            worst = hertz < 16_000 ? Math.Max(worst, magnitude[bin]) : worst;
        }

        Assert.True(Db(worstLow / fundamental) < -52, $"below 10 kHz: {Db(worstLow / fundamental):F1} dB");
        Assert.True(Db(worst / fundamental) < -38, $"below 16 kHz: {Db(worst / fundamental):F1} dB");
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

    private static double Db(double ratio) => 20 * Math.Log10(ratio);
}
