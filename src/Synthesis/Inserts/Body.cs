using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Music.Time;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Inserts;

/// <summary>
/// What a sound passes through on its way out: up to four resonances per side, beside the sound itself. The same filter as
/// the lanes', which a resonance each shares.
/// </summary>
internal sealed class Body
{
    private Vector256<float> c1, c2, c3, level, state1, state2, direct;

    /// <summary>Takes another shape, at rest.</summary>
    public void Set(BodyPatch patch)
    {
        (c1, c2, c3, level, state1, state2) = (default, default, default, default, default, default);
        direct = Vector256.Create((float)patch.Direct);
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

    /// <summary>Forgets, at a point of the control grid, what nobody can hear.</summary>
    public void OnGrid() => (state1, state2) = (LaneFilter.Flushed(state1), LaneFilter.Flushed(state2));

    /// <summary>Changes samples in place, and up to seven floats beyond them.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    /// <param name="count">Samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    public void Process(Span<float> left, Span<float> right, int count)
    {
        Vector256<float> s1 = state1, s2 = state2;
        Span<Vector256<float>> turned = stackalloc Vector256<float>[Squares.Side];
        ref Vector256<float> rows = ref MemoryMarshal.GetReference(turned);
        ref float l = ref MemoryMarshal.GetReference(left), r = ref MemoryMarshal.GetReference(right);
        for (int at = 0; at < count; at += Squares.Side)
        {
            for (int i = 0; i < Math.Min(Squares.Side, count - at); i++)
            {
                Vector256<float> u = Vector256.Create(
                    Vector128.Create(Unsafe.Add(ref l, at + i)), Vector128.Create(Unsafe.Add(ref r, at + i))) - s2;
                Vector256<float> next = Lanes.Fma(c2, u, c1 * s1);
                s2 = Lanes.Fma(c3, u, Lanes.Fma(c2, s1, s2));
                Unsafe.Add(ref rows, i) = (s1 + next) * level;
                s1 = next;
            }

            Squares.Turn(ref rows);
            Vector256<float> x = Vector256.LoadUnsafe(ref l, (nuint)at), y = Vector256.LoadUnsafe(ref r, (nuint)at);
            Lanes.Fma(x, direct, turned[0] + turned[1] + (turned[2] + turned[3])).StoreUnsafe(ref l, (nuint)at);
            Lanes.Fma(y, direct, turned[4] + turned[5] + (turned[6] + turned[7])).StoreUnsafe(ref r, (nuint)at);
        }

        (state1, state2) = (s1, s2);
    }
}
