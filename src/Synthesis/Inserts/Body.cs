using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SessionService.Music.Time;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;

namespace SessionService.Synthesis.Inserts;

/// <summary>Four resonances side by side, the same left and right: band-passes by trapezoidal integration.</summary>
internal sealed class Body
{
    private Vector256<float> c1, c2, c3, level, state1, state2;
    private Vector128<float> direct;

    /// <summary>Takes another shape, at rest.</summary>
    public void Set(BodyPatch patch)
    {
        (c1, c2, c3, level, state1, state2) = (default, default, default, default, default, default);
        direct = Vector128.Create((float)patch.Direct);
        for (int i = 0; i < patch.Resonances.Length; i++)
        {
            Resonance at = patch.Resonances[i];
            double g = Math.Tan(Math.PI * at.Hz / MusicalTime.SampleRate);
            double a1 = 1 / (1 + (g * (g + (1 / at.Q))));
            for (int side = i; side < Lanes.Width; side += 4)
            {
                Lanes.Set(ref c1, side, (float)((2 * a1) - 1));
                Lanes.Set(ref c2, side, (float)(2 * g * a1));
                Lanes.Set(ref c3, side, (float)(2 * g * g * a1));
                Lanes.Set(ref level, side, (float)(at.Level / at.Q / 2));
            }
        }
    }

    /// <summary>Changes (left, right, …) samples in place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Process(Span<Vector128<float>> frames)
    {
        Vector256<float> s1 = state1, s2 = state2, tiny = Vector256.Create(1e-18f);
        for (int i = 0; i < frames.Length; i++)
        {
            Vector128<float> x = frames[i];
            Vector256<float> u = Vector256.Create(Vector128.Create(x[0]), Vector128.Create(x[1])) - s2;
            Vector256<float> next = Lanes.Fma(c2, u, c1 * s1) + tiny - tiny;
            s2 = Lanes.Fma(c3, u, Lanes.Fma(c2, s1, s2)) + tiny - tiny;
            Vector256<float> heard = (s1 + next) * level;
            s1 = next;
            Vector128<float> l = heard.GetLower(), r = heard.GetUpper();
            Vector128<float> sum = Vector128.Create(l[0] + l[1] + (l[2] + l[3]), r[0] + r[1] + (r[2] + r[3]), 0, 0);
            frames[i] = Vector128.FusedMultiplyAdd(x, direct, sum);
        }

        (state1, state2) = (s1, s2);
    }
}
