using SessionService.Audio.Loudness;
using SessionService.Synthesis.Mastering;

namespace SessionService.Synthesis.Tests;

/// <summary>The limiter at the end: what leaves it, its curve, and that it changes nothing else.</summary>
public sealed class LimiterTests
{
    private const int Frames = 96_000;

    public static TheoryData<string> Hostile => [.. Signals.Keys];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Nothing_is_above_minus_one_decibel_neither_at_a_sample_nor_between_two(string name)
    {
        float[] mix = Make(Signals[name]);
        new PeakLimiter().Process(mix);
        Assert.InRange(mix.Max(Math.Abs), 0, PeakLimiter.Ceiling * 1.000001f);
        TruePeakMeter meter = new(2);
        meter.Process(mix);
        Assert.True(meter.PeakDb <= -1, $"{name}: {meter.PeakDb:F2} dBTP by Annex 2");

        // White noise has its peaks where four places do not find them.
        double fine = name.Contains("noise", StringComparison.Ordinal) ? -1 : FinePeakDb(mix);
        Assert.True(fine <= -1, $"{name}: {fine:F2} dBTP at 16 places between two samples");
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void The_gain_is_what_a_plain_computation_gives(string name)
    {
        float[] mix = Make(Signals[name]), before = [.. mix];
        new PeakLimiter().Process(mix);
        double[] gains = PlainGains(before);
        for (int i = PeakLimiter.Latency; i < Frames; i++)
        {
            for (int side = 0; side < 2; side++)
            {
                double expected = before[(2 * (i - PeakLimiter.Latency)) + side] * gains[i];
                Assert.True(Math.Abs(mix[(2 * i) + side] - expected) < 2e-5 * Math.Max(1, Math.Abs(before[(2 * (i - PeakLimiter.Latency)) + side])), $"{name}: sample {i}");
            }
        }
    }

    [Fact]
    public void The_gain_never_jumps_and_comes_back_to_one()
    {
        // A constant on one side shows the gain; the other side is what is limited.
        float[] mix = Make((i, side) => side == 0 ? 0.01f : i is > 20_000 and < 30_000 ? 8 * MathF.Sin(i * 0.9f) : 0.1f);
        new PeakLimiter().Process(mix);
        float before = 1, most = 0;
        for (int i = PeakLimiter.Latency; i < Frames; i++)
        {
            float gain = mix[2 * i] / 0.01f;
            most = Math.Max(most, Math.Abs(gain - before));
            before = gain;
        }

        Assert.InRange(most, 0.001f, 1f / 60);
        Assert.Equal(1f, before);
    }

    [Fact]
    public void What_is_below_the_ceiling_only_comes_later()
    {
        float[] mix = Make((i, side) => 0.8f * MathF.Sin(i * (0.01f + (0.004f * side)))), before = [.. mix];
        new PeakLimiter().Process(mix);
        Assert.All(mix.Take(2 * PeakLimiter.Latency), sample => Assert.Equal(0, sample));
        Assert.True(mix.AsSpan(2 * PeakLimiter.Latency).SequenceEqual(before.AsSpan(0, 2 * (Frames - PeakLimiter.Latency))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(61)]
    [InlineData(960)]
    [InlineData(4_099)]
    public void How_it_is_cut_changes_nothing(int frames)
    {
        float[] whole = Make(Signals["music-like"]), cut = [.. whole];
        new PeakLimiter().Process(whole);
        PeakLimiter limiter = new();
        for (int at = 0; at < cut.Length; at += 2 * frames)
        {
            limiter.Process(cut.AsSpan(at, Math.Min(2 * frames, cut.Length - at)));
        }

        Assert.True(whole.AsSpan().SequenceEqual(cut));
    }

    [Fact]
    public void What_is_long_past_is_forgotten_to_the_bit()
    {
        float[] loud = Make((i, side) => i < 40_000 ? Signals["square"](i, side) : Signals["music-like"](i, side));
        float[] quiet = Make((i, side) => i < 40_000 ? 0 : Signals["music-like"](i, side));
        new PeakLimiter().Process(loud);
        new PeakLimiter().Process(quiet);
        int from = 2 * (40_000 + PeakLimiter.Memory);
        Assert.True(loud.AsSpan(from).SequenceEqual(quiet.AsSpan(from)));
        Assert.False(loud.AsSpan(2 * 40_500, 2_000).SequenceEqual(quiet.AsSpan(2 * 40_500, 2_000)));
    }

    [Fact]
    public void After_a_reset_it_is_as_new()
    {
        PeakLimiter limiter = new();
        limiter.Process(Make(Signals["square"]));
        limiter.Reset();
        float[] again = Make(Signals["music-like"]), fresh = [.. again];
        limiter.Process(again);
        new PeakLimiter().Process(fresh);
        Assert.True(again.AsSpan().SequenceEqual(fresh));
    }

    private static readonly Dictionary<string, Func<int, int, float>> Signals = new()
    {
        ["square"] = (i, _) => i / 55 % 2 == 0 ? 1 : -1,
        ["square, twice as loud, one side"] = (i, side) => side == 0 ? (i / 31 % 2 == 0 ? 2 : -2) : 0,
        ["sine between samples"] = (i, _) => 1.4f * MathF.Sin((MathF.PI * i / 2) + (MathF.PI / 4)),
        ["sine at an eighth of the rate"] = (i, _) => 1.2f * MathF.Sin((MathF.PI * i / 4) + (MathF.PI / 8)),
        ["sine at 18 kHz"] = (i, _) => 1.5f * MathF.Sin(2.3562f * i),
        ["steps"] = (i, _) => i % 4_800 < 2_400 ? 0.05f : 6 * MathF.Sin(i * 0.05f),
        ["single samples"] = (i, side) => i % 3_001 == 5 * side ? 12 : 0,
        ["noise"] = (i, side) => 3 * Noise(i, side),
        ["bursts of noise"] = (i, side) => i / 700 % 3 == 0 ? 4 * Noise(i, side) : 0.1f * Noise(i, side),
        ["low sine"] = (i, _) => 2 * MathF.Sin(i * 0.006f),
        ["music-like"] = (i, side) => (1.1f * MathF.Exp(-(i % 12_000) / 1_500f) * MathF.Sin(i * 0.008f)) + (0.4f * MathF.Sin((i + (3 * side)) * 0.21f)) + (0.2f * Noise(i, side)),
    };

    private static float Noise(int i, int side)
    {
        uint x = (uint)((2 * i) + side) * 2_654_435_761u;
        x = (x ^ (x >> 15)) * 2_246_822_519u;
        return ((x ^ (x >> 13)) / 2_147_483_648f) - 1;
    }

    private static float[] Make(Func<int, int, float> signal)
    {
        float[] mix = new float[2 * Frames];
        for (int i = 0; i < mix.Length; i++)
        {
            mix[i] = signal(i / 2, i % 2);
        }

        return mix;
    }

    /// <summary>The curve after its definition: the least of what is asked, back up in a straight line, two means of 64.</summary>
    private static double[] PlainGains(float[] mix)
    {
        double[] asked = new double[Frames], risen = new double[Frames], once = new double[Frames], twice = new double[Frames];
        for (int i = 0; i < Frames; i++)
        {
            asked[i] = Math.Min(1, PeakLimiter.Ceiling / Math.Max(Between(mix, i, 0), Between(mix, i, 1)));
            double least = 1;
            for (int k = 0; k < 152 && k <= i; k++)
            {
                least = Math.Min(least, asked[i - k]);
            }

            risen[i] = Math.Min(least, (i == 0 ? 1 : risen[i - 1]) + ((1 << 30) / 12_000 / (double)(1 << 30)));
        }

        Mean(risen, once);
        Mean(once, twice);
        return twice;
    }

    private static void Mean(double[] from, double[] to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            double sum = 0;
            for (int k = 0; k < 64; k++)
            {
                sum += k <= i ? from[i - k] : 1;
            }

            to[i] = sum / 64;
        }
    }

    // The four phases of Annex 2 about the sample six before, and that sample.
    private static double Between(float[] mix, int newest, int side)
    {
        double[][] phases = [
            [0.0017089843750, 0.0109863281250, -0.0196533203125, 0.0332031250000, -0.0594482421875, 0.1373291015625, 0.9721679687500, -0.1022949218750, 0.0476074218750, -0.0266113281250, 0.0148925781250, -0.0083007812500],
            [-0.0291748046875, 0.0292968750000, -0.0517578125000, 0.0891113281250, -0.1665039062500, 0.4650878906250, 0.7797851562500, -0.2003173828125, 0.1015625000000, -0.0582275390625, 0.0330810546875, -0.0189208984375]];
        double most = newest >= 6 ? Math.Abs(mix[(2 * (newest - 6)) + side]) : 0;
        foreach (double[] phase in phases)
        {
            double forth = 0, back = 0;
            for (int k = 0; k < 12 && k <= newest; k++)
            {
                forth += phase[k] * mix[(2 * (newest - k)) + side];
                back += phase[11 - k] * mix[(2 * (newest - k)) + side];
            }

            most = Math.Max(most, Math.Max(Math.Abs(forth), Math.Abs(back)));
        }

        return most;
    }

    /// <summary>The highest of 16 places between any two samples, by a windowed sine of 48 taps.</summary>
    private static double FinePeakDb(float[] mix)
    {
        const int Half = 24, Places = 16;
        double most = 0;
        double[] taps = new double[2 * Half];
        for (int place = 0; place < Places; place++)
        {
            double offset = place / (double)Places, sum = 0;
            for (int k = 0; k < taps.Length; k++)
            {
                double x = k - (Half - 1) - offset, w = x / Half;
                double sinc = Math.Abs(x) < 1e-9 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
                taps[k] = sinc * (Math.Abs(w) >= 1 ? 0 : 0.42 + (0.5 * Math.Cos(Math.PI * w)) + (0.08 * Math.Cos(2 * Math.PI * w)));
                sum += taps[k];
            }

            for (int side = 0; side < 2; side++)
            {
                for (int i = 0; i + taps.Length <= mix.Length / 2; i += 1)
                {
                    double value = 0;
                    for (int k = 0; k < taps.Length; k++)
                    {
                        value += taps[k] * mix[(2 * (i + k)) + side];
                    }

                    most = Math.Max(most, Math.Abs(value / sum));
                }
            }
        }

        return 20 * Math.Log10(most);
    }
}
