using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Voices;

/// <summary>The envelope of each lane within a segment: level, what it heads for, and the share of the way it goes each sample.</summary>
internal struct LaneEnvelope
{
    /// <summary>Level before the next sample.</summary>
    public Vector256<float> Level;

    /// <summary>What it heads for.</summary>
    public Vector256<float> Aim;

    /// <summary>Share of the way it goes each sample.</summary>
    public Vector256<float> Rate;

    /// <summary>Puts eight lanes a sample under it, in place.</summary>
    /// <param name="rows">The lanes.</param>
    public void Run(Span<float> rows)
    {
        Vector256<float> level = Level;
        ref float to = ref MemoryMarshal.GetReference(rows);
        for (nuint at = 0, end = (nuint)rows.Length; at < end; at += Lanes.Width)
        {
            level = Lanes.Fma(Rate, Aim - level, level);
            (Vector256.LoadUnsafe(ref to, at) * level).StoreUnsafe(ref to, at);
        }

        Level = level;
    }
}
