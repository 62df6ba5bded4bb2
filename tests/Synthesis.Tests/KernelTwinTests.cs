using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;
using SessionService.Synthesis.Tests.Support;

namespace SessionService.Synthesis.Tests;

/// <summary>Every kernel against the same arithmetic, one lane at a time and without vectors.</summary>
public class KernelTwinTests
{
    private const int Frames = 2_048;
    private static readonly Envelope Plain = new(5, 1_000, 1, 50);
    private static readonly LanePatch Bare = new() { Amp = Plain, Pan = -1, VelocityDb = 0 };

    [Fact]
    public void Tone()
    {
        float[] heard = Banks.Lane(Engine.Tone, Bare with { ModRatio = 2, Index = 1.3 }, 57, Frames, 10_000, out _);
        double c = 0, m = 0, turns = 220.0 / 48_000;
        Compare(heard, 1e-3, _ =>
        {
            double x = Math.Sin(2 * Math.PI * (c + (1.3 * Math.Sin(2 * Math.PI * m) / (2 * Math.PI))));
            c += turns;
            m += 2 * turns;
            return x;
        });
    }

    // Nothing bends it: the loop without a modulator, whose pitch falls.
    [Fact]
    public void A_falling_sine()
    {
        float[] heard = Banks.Lane(Engine.Tone, Bare with { Sweep = 2, SweepMs = 40 }, 57, Frames, 10_000, out _);
        double c = 0, turns = 220.0 / 48_000, sweep = 2 * turns, keep = 1 - Curve.Rate(40);
        Compare(heard, 2e-3, _ =>
        {
            double x = Math.Sin(2 * Math.PI * c);
            c += turns + sweep;
            sweep *= keep;
            return x;
        });
    }

    [Fact]
    public void Two_waves_through_the_filter()
    {
        LanePatch patch = Bare with { Wave = Wave.Square, SecondCents = 1200, SecondMix = 0.5, Filter = new() { Hz = 1_200, Q = 2, Velocity = 0 } };
        float[] heard = Banks.Lane(Engine.Wave, patch, 57, Frames, 10_000, out _);
        uint p1 = unchecked(99u * 0xC2B2AE3Du), p2 = unchecked(p1 * 0x27D4EB2Fu), step = (uint)(int)(220f / 48_000f * 4294967296f);
        int low = Wavetables.Offset(Wave.Square, 220.0 / 48_000 * 1.05), high = Wavetables.Offset(Wave.Square, 440.0 / 48_000 * 1.05);
        double g = Math.Tan(Math.PI * 1_200 / 48_000), a1 = 1 / (1 + (g * (g + 0.5))), s1 = 0, s2 = 0, norm = 1 / Math.Sqrt(1.25);
        Compare(heard, 3e-3, _ =>
        {
            double x = norm * (Wavetables.Value(low, p1) + (0.5 * Wavetables.Value(high, p2)));
            double v3 = x - s2, v1 = (a1 * s1) + (g * a1 * v3), v2 = s2 + (g * v1);
            (s1, s2, p1, p2) = ((2 * v1) - s1, (2 * v2) - s2, p1 + step, p2 + (2 * step));
            return v2;
        });
    }

    [Fact]
    public void Noise_through_the_filter()
    {
        LanePatch patch = Bare with { Tone = 0, Noise = 0.5, Filter = new() { Mode = FilterMode.Band, Hz = 2_000, Q = 2, Velocity = 0 } };
        float[] heard = Banks.Lane(Engine.Tone, patch, 57, Frames, 10_000, out _);
        int state = 99;
        double g = Math.Tan(Math.PI * 2_000 / 48_000), k = 0.5, a1 = 1 / (1 + (g * (g + k))), s1 = 0, s2 = 0;
        Compare(heard, 1e-3, _ =>
        {
            state ^= state << 13;
            state ^= state >>> 17;
            state ^= state << 5;
            double x = 0.5 * state / 2147483648.0, v3 = x - s2, v1 = (a1 * s1) + (g * a1 * v3), v2 = s2 + (g * v1);
            (s1, s2) = ((2 * v1) - s1, (2 * v2) - s2);
            return k * v1;
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Three_operators(bool stacked)
    {
        LanePatch patch = Bare with { ModRatio = 1, Index = 0.8, Mod2Ratio = 3, Index2 = 0.6, Feedback = 0.4, Stacked = stacked };
        float[] heard = Banks.Lane(Engine.Fm, patch, 57, Frames, 10_000, out _);
        double c = 0, m1 = 0, m2 = 0, turns = 220.0 / 48_000, y1 = 0, y2 = 0;
        Compare(heard, 3e-3, _ =>
        {
            double upper = Sine(m2 + (0.2 * (y1 + y2) / (2 * Math.PI)));
            (y2, y1) = (y1, upper);
            double moved = 0.6 * upper / (2 * Math.PI);
            double lower = Sine(m1 + (stacked ? moved : 0));
            double x = Sine(c + (0.8 * lower / (2 * Math.PI)) + (stacked ? 0 : moved));
            (c, m1, m2) = (c + turns, m1 + turns, m2 + (3 * turns));
            return x;
        });
    }

    [Fact]
    public void Modes_are_decaying_sines()
    {
        Mode[] modes = [new(1, 0, 0.5), new(2.76, -6, 0.2), new(5.4, -12, 0.1)];
        float[] heard = Banks.Lane(Engine.Mode, Bare with { Modes = modes, Softness = 0 }, 60, Frames, 10_000, out _);
        double hertz = Curve.Hertz(60);
        Compare(heard, 1e-3, i => modes.Sum(m =>
            Curve.Gain(m.Db) * Math.Pow(10, -3 * (i + 1) / (m.Seconds * 48_000)) * Math.Sin(2 * Math.PI * hertz * m.Ratio * (i + 1) / 48_000)));
    }

    // A plucked string is its own past, averaged: what leaves it after the attack obeys the loop's equation.
    [Fact]
    public void Strings_obey_their_loop()
    {
        float[] x = Banks.Lane(Engine.Pluck, Bare with { StringSeconds = 3, StringDamping = 0.4 }, 57, 8_000, 100_000, out _);
        double period = (48_000.0 / 220) - 1, keep = Math.Pow(10, -3 / (220 * 3 * Math.Pow(2, 3 / 36.0))), side = 0.4 * 0.25;
        int whole = (int)period;
        double fraction = period - whole;
        double Read(int n) => x[n - whole] + (fraction * (x[n - whole - 1] - x[n - whole]));
        for (int n = 1_000; n < 8_000; n++)
        {
            double expected = keep * ((side * (Read(n) + Read(n - 2))) + ((1 - (2 * side)) * Read(n - 1)));
            Assert.Equal(expected, x[n], 1e-3);
        }
    }

    [Fact]
    public void Ladder()
    {
        LanePatch patch = Bare with { SecondMix = 0, Filter = new() { Mode = FilterMode.Ladder, Hz = 900, Q = 1.4, Velocity = 0 } };
        float[] heard = Banks.Lane(Engine.Wave, patch, 57, Frames, 10_000, out _);
        uint phase = unchecked(99u * 0xC2B2AE3Du), step = (uint)(int)(220f / 48_000f * 4294967296f);
        int table = Wavetables.Offset(Wave.Saw, 220.0 / 48_000 * 1.05);
        double g = Math.Tan(Math.PI * 900 / 48_000), p = g / (1 + g), k = 4 * (1 - (0.707 / 1.4)), solve = 1 / (1 + (k * p * p * p * p));
        double[] s = new double[4];
        Compare(heard, 2e-3, _ =>
        {
            double held = ((((((s[0] * p) + s[1]) * p) + s[2]) * p) + s[3]) * (1 - p);
            double bent = Math.Clamp(((Wavetables.Value(table, phase) * (1 + (0.6 * k))) - (k * held)) / 4, -1.5, 1.5);
            double y = ((4 * bent) - (16.0 / 27 * bent * bent * bent)) * solve;
            for (int i = 0; i < 4; i++)
            {
                double v = (y - s[i]) * p;
                y = v + s[i];
                s[i] = y + v;
            }

            phase += step;
            return y;
        });
    }

    [Fact]
    public void Bow()
    {
        LanePatch patch = Bare with { StringSeconds = 0.6, StringDamping = 0.4, BowPoint = 0.13 };
        float[] heard = Banks.Lane(Engine.Bow, patch, 57, Frames, 10_000, out _);
        float period = (float)(48_000.0 / 220), keep = (float)Math.Pow(10, -3 / (220 * 0.6)), side = keep * 0.4f * (1.7f - (1.3f * 0.75f)) * 0.25f;
        float centre = keep - side - side, bow = 0.06f + (0.14f * 0.75f), press = 4.6f - (2.2f * 0.75f), bowed = 0.01f + (0.02f * 0.75f);
        int near = (int)Math.Round(48_000 / 220.0 * 0.13);
        float back = period - 1 - near, grip = (float)Curve.Rate(10, 64), pull = bowed, step = 0, d1 = 0, d2 = 0;
        float[] neck = new float[4_096], bridge = new float[4_096];
        int At(int i) => i & 4_095;
        Compare(heard, 2e-3, n =>
        {
            if (n > 0 && n % 64 == 0)
            {
                bowed += grip * (bow - bowed);
                step = (bowed - pull) / 64;
            }

            int whole = (int)back;
            float fromNut = neck[At(n - whole)], older = neck[At(n - whole - 1)], d0 = bridge[At(n - near)];
            float nut = -(fromNut + ((back - whole) * (older - fromNut))), end = -((side * (d0 + d2)) + (centre * d1));
            (d2, d1) = (d1, d0);
            float slip = pull - (end + nut), f = (Math.Abs(slip) * press) + 0.75f;
            float pushed = slip * Math.Min(1, 1 / (f * f * f * f));
            (neck[At(n)], bridge[At(n)]) = (end + pushed, nut + pushed);
            pull += step;
            return nut + pushed;
        });
    }

    private static double Sine(double turns) => Math.Sin(2 * Math.PI * turns);

    /// <summary>Holds a lane against a twin, under the envelope both are meant to have.</summary>
    private static void Compare(float[] heard, double tolerance, Func<int, double> twin)
    {
        double level = 0, rate = Curve.AttackRate(5), aim = Curve.AttackAim;
        for (int i = 0; i < heard.Length; i++)
        {
            if (i == Curve.Samples(5))
            {
                (rate, aim) = (Curve.Rate(1_000), 1);
            }

            level += rate * (aim - level);
            Assert.Equal(twin(i) * level, heard[i], tolerance);
        }

        Assert.True(heard.Max() > 0.01f);
    }
}
