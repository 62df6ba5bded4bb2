using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Voices;

/// <content>Two waves, some of them through the ladder.</content>
internal sealed partial class WaveBank
{
    /// <summary>
    /// Each stage, y = p·x + (1 − p)·s, waits for the one before it through one operation, and the waves of the samples to
    /// come are read meanwhile. What enters the first stage is x − 4x³/27 up to 1.5, flat beyond, at a quarter of the level:
    /// that bends only what is loud.
    /// </summary>
    private void Climb(Span<float> rows)
    {
        ref int tables = ref Wavetables.First;
        Vector256<int> p1 = phase1, p2 = phase2;
        Vector256<float> level = Level, p = ladder.Share.Value, g = ladder.Solve.Value;
        Vector256<float> quarter = ladder.Feedback * Vector256.Create(-0.25f), push = ladder.Makeup * Vector256.Create(0.25f);
        (Vector256<float> s1, Vector256<float> s2, Vector256<float> s3, Vector256<float> s4) = (ladder.State1, ladder.State2, ladder.State3, ladder.State4);
        Vector256<float> c1 = filter.C1.Value, c2 = filter.C2.Value, c3 = filter.C3.Value, f1 = filter.State1, f2 = filter.State2;
        bool twice = mix2 != Vector256<float>.Zero, filtered = filter.InUse;
        ref float to = ref MemoryMarshal.GetReference(rows);
        for (nuint at = 0, end = (nuint)rows.Length; at < end; at += Stride)
        {
            Vector256<float> x = Lanes.Read(ref tables, table1, p1) * mix1, q = Vector256<float>.One - p;
            p1 += step1;
            if (twice)
            {
                x = Lanes.Fma(Lanes.Read(ref tables, table2, p2), mix2, x);
                p2 += step2;
            }

            if (filtered)
            {
                Vector256<float> u = x - f2;
                Vector256<float> next1 = Lanes.Fma(c2, u, c1 * f1), next2 = Lanes.Fma(c3, u, Lanes.Fma(c2, f1, f2));
                x = Lanes.Fma(filter.M0, x, Lanes.Fma(filter.M1, f1 + next1, filter.M2 * (f2 + next2)));
                (f1, f2) = (next1, next2);
                c1 += filter.C1.Step;
                c2 += filter.C2.Step;
                c3 += filter.C3.Step;
            }

            Vector256<float> held = Lanes.Fma(Lanes.Fma(Lanes.Fma(s1, p, s2), p, s3), p, s4);
            Vector256<float> c = Lanes.Fma(quarter * q, held, x * push), gain = g * Vector256.Create(4f);
            c = Vector256.MinNative(Vector256.MaxNative(c, Vector256.Create(-1.5f)), Vector256.Create(1.5f));
            Vector256<float> bent = c * Lanes.Fma(c * c, gain * Vector256.Create(-4f / 27f), gain);
            Vector256<float> y1 = Lanes.Fma(p, bent, q * s1), y2 = Lanes.Fma(p, y1, q * s2);
            Vector256<float> y3 = Lanes.Fma(p, y2, q * s3), y4 = Lanes.Fma(p, y3, q * s4);
            (s1, s2) = (y1 + (y1 - s1), y2 + (y2 - s2));
            (s3, s4) = (y3 + (y3 - s3), Lanes.Fma(Vector256.Create(2f), y4, -s4));
            p += ladder.Share.Step;
            g += ladder.Solve.Step;
            level = Lanes.Fma(Rate, Aim - level, level);
            (Lanes.Fma(y4 - x, ladder.Wet, x) * level).StoreUnsafe(ref to, at);
        }

        (phase1, phase2, Level, ladder.Share.Value, ladder.Solve.Value) = (p1, p2, level, p, g);
        (filter.C1.Value, filter.C2.Value, filter.C3.Value, filter.State1, filter.State2) = (c1, c2, c3, f1, f2);
        (ladder.State1, ladder.State2, ladder.State3, ladder.State4) = (s1, s2, s3, s4);
    }
}
