using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;

namespace SessionService.Synthesis.Voices;

/// <summary>
/// A ladder per lane: four one-pole stages in a loop, solved without delay (Zavalishin, "The Art of VA Filter Design",
/// 2012, chapter 5). What enters the first stage is bent softly, as transistors do, so that resonance never runs away.
/// </summary>
internal struct LaneLadder
{
    private LaneRamp share, solve;
    private Vector256<float> feedback, makeup, dry, wet;
    private Vector256<float> s1, s2, s3, s4;
    private LaneCorner corner;

    /// <summary>Whether any lane runs through it. Lanes that do not come out as they went in.</summary>
    public readonly bool InUse => wet != Vector256<float>.Zero;

    /// <summary>Tunes a lane for a new note and clears its state.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="patch">The filter, or null for none.</param>
    /// <param name="note">The note.</param>
    public void Start(int lane, FilterPatch? patch, in LaneStart note)
    {
        Lanes.Set(ref wet, lane, patch is null ? 0 : 1);
        Lanes.Set(ref dry, lane, patch is null ? 1 : 0);
        Clear(lane);
        if (patch is not null)
        {
            double resonance = Math.Clamp(4 * (1 - (0.707 / patch.Q)), 0, 3.9);
            Lanes.Set(ref feedback, lane, (float)resonance);
            Lanes.Set(ref makeup, lane, (float)(1 + (0.6 * resonance)));
            corner.Start(lane, patch, note);
        }
    }

    /// <summary>Silences a lane.</summary>
    public void Stop(int lane)
    {
        Lanes.Set(ref wet, lane, 0);
        Lanes.Set(ref dry, lane, 1);
        Clear(lane);
    }

    /// <summary>Moves the corner to where controls, envelope and slow oscillator put it.</summary>
    public void Retune(in ControlFrame frame, Vector256<float> slow, Vector256<float> mask, bool jump)
    {
        Vector256<float> g = corner.Next(frame, slow, jump);
        Vector256<float> part = g / (g + Vector256<float>.One), square = part * part;
        share.Move(part, mask, jump);
        solve.Move(Vector256<float>.One / Lanes.Fma(feedback, square * square, Vector256<float>.One), mask, jump);
        s1 = LaneFilter.Flushed(s1);
        s2 = LaneFilter.Flushed(s2);
        s3 = LaneFilter.Flushed(s3);
        s4 = LaneFilter.Flushed(s4);
    }

    /// <summary>The next sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Next(Vector256<float> x)
    {
        Vector256<float> p = share.Value, q = Vector256<float>.One - p;
        Vector256<float> held = Lanes.Fma(Lanes.Fma(Lanes.Fma(s1, p, s2), p, s3), p, s4) * q;
        Vector256<float> u = Soft((x * makeup) - (feedback * held)) * solve.Value;
        Vector256<float> v1 = (u - s1) * p, y1 = v1 + s1;
        Vector256<float> v2 = (y1 - s2) * p, y2 = v2 + s2;
        Vector256<float> v3 = (y2 - s3) * p, y3 = v3 + s3;
        Vector256<float> v4 = (y3 - s4) * p, y4 = v4 + s4;
        (s1, s2, s3, s4) = (y1 + v1, y2 + v2, y3 + v3, y4 + v4);
        share.Value += share.Step;
        solve.Value += solve.Step;
        return Lanes.Fma(y4, wet, x * dry);
    }

    /// <summary>x − 4x³/27 up to 1.5, flat beyond, at a quarter of the level: bends only what is loud.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Soft(Vector256<float> x)
    {
        Vector256<float> c = Vector256.Min(Vector256.Max(x * Vector256.Create(0.25f), Vector256.Create(-1.5f)), Vector256.Create(1.5f));
        return Lanes.Fma(c * c * c, Vector256.Create(-16f / 27f), c * Vector256.Create(4f));
    }

    private void Clear(int lane)
    {
        Lanes.Set(ref s1, lane, 0);
        Lanes.Set(ref s2, lane, 0);
        Lanes.Set(ref s3, lane, 0);
        Lanes.Set(ref s4, lane, 0);
    }
}
