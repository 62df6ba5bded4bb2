using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Voices;

/// <content>
/// The filter's own loops. A sample waits for the one before through two operations, as long as the state stays in registers:
/// a kernel that also made the sound has too few of them, and would wait for memory.
/// </content>
internal partial struct LaneFilter
{
    /// <summary>Filters eight lanes a sample, in place, and puts them under their envelope.</summary>
    /// <param name="rows">The lanes.</param>
    /// <param name="envelope">The envelope, which moves on.</param>
    public void Run(Span<float> rows, ref LaneEnvelope envelope)
    {
        Vector256<float> level = envelope.Level, c1 = C1.Value, c2 = C2.Value, c3 = C3.Value, s1 = State1, s2 = State2;
        ref float to = ref MemoryMarshal.GetReference(rows);
        for (nuint at = 0, end = (nuint)rows.Length; at < end; at += Lanes.Width)
        {
            Vector256<float> x = Vector256.LoadUnsafe(ref to, at), u = x - s2;
            Vector256<float> next1 = Lanes.Fma(c2, u, c1 * s1), next2 = Lanes.Fma(c3, u, Lanes.Fma(c2, s1, s2));
            x = Lanes.Fma(M0, x, Lanes.Fma(M1, s1 + next1, M2 * (s2 + next2)));
            (s1, s2) = (next1, next2);
            c1 += C1.Step;
            c2 += C2.Step;
            c3 += C3.Step;
            level = Lanes.Fma(envelope.Rate, envelope.Aim - level, level);
            (x * level).StoreUnsafe(ref to, at);
        }

        (envelope.Level, C1.Value, C2.Value, C3.Value, State1, State2) = (level, c1, c2, c3, s1, s2);
    }

    /// <summary>As <see cref="Run(Span{float}, ref LaneEnvelope)"/>, where all lanes are heard through the low-pass.</summary>
    /// <param name="rows">The lanes.</param>
    /// <param name="envelope">The envelope, which moves on.</param>
    public void RunLow(Span<float> rows, ref LaneEnvelope envelope)
    {
        Vector256<float> level = envelope.Level, c1 = C1.Value, c2 = C2.Value, c3 = C3.Value, s1 = State1, s2 = State2;
        Vector256<float> half = Vector256.Create(0.5f);
        ref float to = ref MemoryMarshal.GetReference(rows);
        for (nuint at = 0, end = (nuint)rows.Length; at < end; at += Lanes.Width)
        {
            Vector256<float> u = Vector256.LoadUnsafe(ref to, at) - s2;
            Vector256<float> next2 = Lanes.Fma(c3, u, Lanes.Fma(c2, s1, s2));
            s1 = Lanes.Fma(c2, u, c1 * s1);
            Vector256<float> x = (s2 + next2) * half;
            s2 = next2;
            c1 += C1.Step;
            c2 += C2.Step;
            c3 += C3.Step;
            level = Lanes.Fma(envelope.Rate, envelope.Aim - level, level);
            (x * level).StoreUnsafe(ref to, at);
        }

        (envelope.Level, C1.Value, C2.Value, C3.Value, State1, State2) = (level, c1, c2, c3, s1, s2);
    }

    /// <summary>As <see cref="Run(Span{float}, ref LaneEnvelope)"/>, without an envelope: another filter follows.</summary>
    /// <param name="rows">The lanes.</param>
    public void RunOpen(Span<float> rows)
    {
        Vector256<float> c1 = C1.Value, c2 = C2.Value, c3 = C3.Value, s1 = State1, s2 = State2;
        ref float to = ref MemoryMarshal.GetReference(rows);
        for (nuint at = 0, end = (nuint)rows.Length; at < end; at += Lanes.Width)
        {
            Vector256<float> x = Vector256.LoadUnsafe(ref to, at), u = x - s2;
            Vector256<float> next1 = Lanes.Fma(c2, u, c1 * s1), next2 = Lanes.Fma(c3, u, Lanes.Fma(c2, s1, s2));
            x = Lanes.Fma(M0, x, Lanes.Fma(M1, s1 + next1, M2 * (s2 + next2)));
            (s1, s2) = (next1, next2);
            c1 += C1.Step;
            c2 += C2.Step;
            c3 += C3.Step;
            x.StoreUnsafe(ref to, at);
        }

        (C1.Value, C2.Value, C3.Value, State1, State2) = (c1, c2, c3, s1, s2);
    }
}
