using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Voices;

/// <content>The ladder's own loop.</content>
internal partial struct LaneLadder
{
    /// <summary>
    /// Runs eight lanes a sample through it, in place, and puts them under their envelope. Four stages y = p·x + (1 − p)·s, each with
    /// the one before as its x, and s becoming 2y − s: written so, a sample would wait for the one before through all of them. What a
    /// stage gives is linear in what enters the first: pⁿ times that, and what was held before; so is what will be held in the next
    /// sample. Only the bend stands between a sample and the one before it. The bend is x − 4x³/27 up to 1.5, flat beyond, at a
    /// quarter of the level: it bends only what is loud.
    /// </summary>
    /// <param name="rows">The lanes.</param>
    /// <param name="envelope">The envelope, which moves on.</param>
    public void Run(Span<float> rows, ref LaneEnvelope envelope)
    {
        Vector256<float> level = envelope.Level, p = Share.Value, g = Solve.Value;
        Vector256<float> quarter = Feedback * Vector256.Create(-0.25f), push = Makeup * Vector256.Create(0.25f);
        (Vector256<float> s1, Vector256<float> s2, Vector256<float> s3, Vector256<float> s4) = (State1, State2, State3, State4);
        (Vector256<float> bent, Vector256<float> reach, Vector256<float> held) = (bend, share, rest);
        ref float to = ref MemoryMarshal.GetReference(rows);
        for (nuint at = 0, end = (nuint)rows.Length; at < end; at += Lanes.Width)
        {
            Vector256<float> x = Vector256.LoadUnsafe(ref to, at), q = Vector256<float>.One - p, back = quarter * q, twice = q + q;
            Vector256<float> c = Lanes.Fma(back * reach, bent, Lanes.Fma(back, held, x * push)), gain = g * Vector256.Create(4f);
            c = Vector256.MinNative(Vector256.MaxNative(c, Vector256.Create(-1.5f)), Vector256.Create(1.5f));
            bent = c * Lanes.Fma(c * c, gain * Vector256.Create(-4f / 27f), gain);

            // Twice the powers of p, and what each state becomes without the bend.
            Vector256<float> t1 = p + p, t2 = t1 * p, t3 = t2 * p, t4 = t3 * p;
            Vector256<float> h2 = Lanes.Fma(p, s1, s2), h3 = Lanes.Fma(p, h2, s3), h4 = Lanes.Fma(p, h3, s4);
            Vector256<float> e1 = Lanes.Fma(twice, s1, -s1), e2 = Lanes.Fma(twice, h2, -s2), e3 = Lanes.Fma(twice, h3, -s3), e4 = Lanes.Fma(twice, h4, -s4);
            p += Share.Step;
            g += Solve.Step;
            (reach, held) = (Held(t1, t2, t3, t4, p), Held(e1, e2, e3, e4, p));
            (s1, s2, s3, e4) = (Lanes.Fma(t1, bent, e1), Lanes.Fma(t2, bent, e2), Lanes.Fma(t3, bent, e3), Lanes.Fma(t4, bent, e4));
            Vector256<float> y = (s4 + e4) * Vector256.Create(0.5f);
            s4 = e4;
            level = Lanes.Fma(envelope.Rate, envelope.Aim - level, level);
            (Lanes.Fma(y - x, Wet, x) * level).StoreUnsafe(ref to, at);
        }

        (envelope.Level, Share.Value, Solve.Value) = (level, p, g);
        (State1, State2, State3, State4) = (s1, s2, s3, s4);
        (bend, share, rest) = (bent, reach, held);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Held(Vector256<float> s1, Vector256<float> s2, Vector256<float> s3, Vector256<float> s4, Vector256<float> p) =>
        Lanes.Fma(Lanes.Fma(Lanes.Fma(s1, p, s2), p, s3), p, s4);
}
