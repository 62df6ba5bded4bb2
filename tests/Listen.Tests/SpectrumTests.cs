using SessionService.Listen.Analysis;
using SessionService.Listen.Dsp;
using SessionService.Listen.Tests.Support;

namespace SessionService.Listen.Tests;

/// <summary>The transform against its definition, and bands against noises whose spectrum is known.</summary>
public sealed class SpectrumTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(128)]
    public void The_transform_is_the_sum_it_stands_for(int length)
    {
        Random random = new(3);
        float[] re = [.. Enumerable.Range(0, length).Select(_ => (float)random.NextDouble() - 0.5f)];
        float[] im = [.. Enumerable.Range(0, length).Select(_ => (float)random.NextDouble() - 0.5f)];
        (double Re, double Im)[] expected = new (double, double)[length];
        for (int k = 0; k < length; k++)
        {
            for (int n = 0; n < length; n++)
            {
                (double s, double c) = Math.SinCos(-2 * Math.PI * k * n / length);
                expected[k].Re += (re[n] * c) - (im[n] * s);
                expected[k].Im += (re[n] * s) + (im[n] * c);
            }
        }

        new Fft(length).Transform(re, im);

        for (int k = 0; k < length; k++)
        {
            Assert.Equal(expected[k].Re, re[k], 1e-4);
            Assert.Equal(expected[k].Im, im[k], 1e-4);
        }
    }

    [Fact]
    public void A_sine_reads_its_amplitude_squared_and_the_frame_beside_it_nothing()
    {
        FramePower power = new(1024);
        float[] sine = Signals.Sine(1_500, 1024.0 / 48_000, 0.5), silence = new float[1024];
        float[] first = new float[power.Bins], second = new float[power.Bins];

        power.Pair(sine, silence, first, second);

        Assert.Equal(0.25, first[32], 1e-3);
        Assert.True(second.Max() < 1e-10);
    }

    [Theory]
    [InlineData(1_000, 1.0)]
    [InlineData(9_000, 1.0)]
    [InlineData(15_500, 0.0)]
    [InlineData(20_000, 0.0)]
    public void Halving_the_rate_keeps_what_is_below_and_nothing_above(double hertz, double share)
    {
        float[] half = HalfRate.Of(Signals.Stereo(Signals.Sine(hertz, 0.5)));

        double rms = Math.Sqrt(half.Skip(200).Take(10_000).Average(x => x * x)) / (0.5 / Math.Sqrt(2));

        Assert.InRange(rms, share - 0.01, share + 0.01);
    }

    [Fact]
    public void Pink_noise_falls_three_decibels_an_octave_per_hertz_and_is_even_in_octaves()
    {
        SpectralBalance balance = SpectralBalance.Of(Signals.Stereo(Signals.Pink(30, 1)));

        Assert.InRange(balance.SlopeDbPerOctave(), -3.5, -2.5);
        double[] octaves = [.. new double[] { 125, 250, 500, 1_000, 2_000, 4_000 }.Select(balance.OctaveDb)];
        Assert.True(octaves.Max() - octaves.Min() < 2.5, string.Join(" ", octaves));
    }

    [Fact]
    public void White_noise_does_not_fall()
    {
        SpectralBalance balance = SpectralBalance.Of(Signals.Stereo(Signals.White(20, 2)));

        Assert.InRange(balance.SlopeDbPerOctave(), -0.3, 0.3);
        Assert.Equal(3.0, balance.OctaveDb(4_000) - balance.OctaveDb(2_000), 0.3);
    }

    [Fact]
    public void Correlation_and_width_tell_mono_from_two_noises_from_opposites()
    {
        float[] a = Signals.White(10, 3), b = Signals.White(10, 4), opposite = [.. a.Select(x => -x)];
        SpectralBalance mono = SpectralBalance.Of(Signals.Stereo(a));
        SpectralBalance two = SpectralBalance.Of(Signals.Stereo(a, b));
        SpectralBalance against = SpectralBalance.Of(Signals.Stereo(a, opposite));

        Assert.Equal(1.0, mono.Correlation(100, 10_000), 1e-3);
        Assert.Equal(0.0, two.Correlation(100, 10_000), 0.03);
        Assert.Equal(-1.0, against.Correlation(100, 10_000), 1e-3);
        Assert.Equal(-60, mono.SideToMidDb(100, 10_000));
        Assert.Equal(0.0, two.SideToMidDb(100, 10_000), 0.3);
    }

    [Fact]
    public void A_quieter_right_channel_leans_to_the_left()
    {
        float[] a = Signals.White(5, 3), quieter = [.. a.Select(x => x / 2)];

        Assert.Equal(6.02, SpectralBalance.Of(Signals.Stereo(a, quieter)).LeaningDb(), 0.05);
    }
}
