using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;
using SessionService.Synthesis.Tests.Support;

namespace SessionService.Synthesis.Tests;

public class LaneTests
{
    private static readonly Envelope Plain = new(5, 1_000, 1, 50);

    // The oracle is the analogue prototype under the bilinear transform, which the trapezoidal filter must equal.
    [Theory]
    [InlineData(400, 0.707, 0)]
    [InlineData(2_000, 3.0, 0)]
    [InlineData(1_200, 1.5, 1)]
    [InlineData(5_000, 0.707, 2)]
    public void Filter_follows_the_analytic_curve(double corner, double q, int mode)
    {
        FilterMode kind = (FilterMode)(mode + 1);
        const int N = 16_384;
        double gc = Math.Tan(Math.PI * corner / 48_000);
        foreach (double ratio in (double[])[0.25, 0.5, 1, 2, 4])
        {
            int bin = (int)Math.Round(corner * ratio * N / 48_000);
            double hertz = bin * 48_000.0 / N;
            LanePatch sine = new() { Amp = Plain, FixedHz = hertz };
            LanePatch filtered = sine with { Filter = new() { Mode = kind, Hz = corner, Q = q, Velocity = 0 } };
            double heard = Steady(filtered, N, bin) / Steady(sine, N, bin);
            double w = Math.Tan(Math.PI * hertz / 48_000) / gc;
            double below = Math.Sqrt(((1 - (w * w)) * (1 - (w * w))) + (w * w / (q * q)));
            double expected = kind switch { FilterMode.Low => 1, FilterMode.Band => w / q, _ => w * w } / below;
            Assert.InRange(20 * Math.Log10(heard / expected), -0.2, 0.2);
        }
    }

    [Fact]
    public void Envelope_takes_its_stated_times()
    {
        LanePatch patch = new() { Amp = new Envelope(20, 300, 0.5, 100), FixedHz = 12_000 };
        // A sine at a quarter of the sample rate reads ±1 or 0: its odd samples show the envelope.
        float[] heard = Banks.Lane(Engine.Tone, patch, 60, 48_000, 24_000, out _);
        float unit = heard.Max(Math.Abs);
        double At(int sample) => Math.Max(Math.Abs(heard[sample]), Math.Abs(heard[sample + 1])) / unit;
        Assert.InRange(At(958), 0.99, 1);
        Assert.InRange(At(480), 0.55, 0.8);
        Assert.InRange(At(960 + 14_400), 0.49, 0.51);
        Assert.InRange(At(23_990), 0.499, 0.505);
        Assert.InRange(At(24_000 + 2_400), 0.5 * 0.02, 0.5 * 0.05);
        Assert.InRange(At(24_000 + 4_780), 0, 0.5 * 0.0015);
        Assert.All(heard[(24_000 + 4_801)..], x => Assert.Equal(0f, x));
    }

    [Fact]
    public void A_struck_thing_ends_by_itself_and_frees_its_lane()
    {
        LanePatch patch = new() { Amp = new Envelope(2, 200, 0, 50, Rings: true) };
        float[] heard = Banks.Lane(Engine.Tone, patch, 60, 12_000, 1, out Voices.Bank bank);
        Assert.Equal(0, bank.Active);
        Assert.True(heard.AsSpan(4_000, 2_000).ToArray().Max() > 0.0005f);
        Assert.All(heard[9_800..], x => Assert.Equal(0f, x));
    }

    // Few lanes are read four at a time, neighbours of one layer are added together: neither may change a bit.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Company_changes_no_bit(bool saws)
    {
        float[] together = Banks.Pair(saws, 1, 0), apart = Banks.Pair(saws, 2, 0), crowded = Banks.Pair(saws, 1, 6);
        Assert.Contains(together, x => Math.Abs(x) > 0.05f);
        Assert.Equal(together, apart);
        Assert.Equal(together, crowded);
    }

    // The same arithmetic, one lane at a time and without vectors.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Wave_kernel_equals_its_scalar_twin(bool saws)
    {
        LanePatch patch = new()
        {
            Amp = Plain, Pan = -1, VelocityDb = 0, SecondMix = 0, Filter = new() { Hz = 900, Velocity = 0 },
        };
        const int Frames = 2_048;
        float[] heard = Banks.Lane(saws ? Engine.Saw : Engine.Wave, patch, 57, Frames, 10_000, out _);
        uint phase = unchecked(99u * 0xC2B2AE3Du);
        float turns = 220f / 48_000f, step = turns * 4294967296f;
        int table = Wavetables.Offset(Wave.Saw, turns * 1.05);
        float g = (float)Math.Tan(Math.PI * 900 / 48_000), k = (float)(1 / 0.707);
        float a1 = 1 / (1 + (g * (g + k))), a2 = g * a1, a3 = g * a2, s1 = 0, s2 = 0, level = 0;
        float rate = (float)Curve.AttackRate(5), aim = 1.25f;
        for (int i = 0; i < Frames; i++, phase += (uint)(int)step)
        {
            if (i == Curve.Samples(5))
            {
                (rate, aim) = ((float)Curve.Rate(1_000), 1);
            }

            float s = (int)phase / 2147483648f, near = Math.Max(0, 1 - ((1 - Math.Abs(s)) * 0.5f / turns));
            float x = saws ? s - MathF.CopySign(near * near, s) : Wavetables.Value(table, phase);
            float v3 = x - s2, v1 = (a1 * s1) + (a2 * v3), v2 = s2 + (a2 * s1) + (a3 * v3);
            (s1, s2) = ((2 * v1) - s1, (2 * v2) - s2);
            level += rate * (aim - level);
            Assert.Equal(v2 * level, heard[i], 2e-4);
        }
    }

    [Fact]
    public void Low_waves_sound_alike_with_and_without_tables()
    {
        LanePatch patch = new()
        {
            Amp = Plain, Pan = -1, VelocityDb = 0, Wave = Wave.Triangle, SecondWave = Wave.Saw, SecondMix = 0.5, Filter = new() { Hz = 900, Velocity = 0 },
        };
        float[] tables = Banks.Lane(Engine.Wave, patch, 45, 4_096, 10_000, out _), plain = Banks.Lane(Engine.Saw, patch, 45, 4_096, 10_000, out _);
        Assert.All(tables.Zip(plain), pair => Assert.Equal(pair.First, pair.Second, 0.01));
        Assert.True(tables.Max() > 0.5f);
    }

    /// <summary>Level of one bin once the filter has settled.</summary>
    private static double Steady(LanePatch patch, int n, int bin)
    {
        float[] heard = Banks.Lane(Engine.Tone, patch, 60, 24_000 + n, 1_000_000, out _);
        double[] magnitude = Spectrum.Of(heard.AsSpan(24_000, n));
        return magnitude[bin];
    }
}
