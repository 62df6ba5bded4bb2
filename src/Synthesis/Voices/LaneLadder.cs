using System.Runtime.InteropServices;
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

    /// <summary>
    /// Filters rows of eight lanes in place. Each stage, y = p·x + (1 − p)·s, waits for the one before it through one
    /// operation; what enters the first is x − 4x³/27 up to 1.5, flat beyond, at a quarter of the level: that bends only
    /// what is loud.
    /// </summary>
    public void Process(Span<float> rows)
    {
        Vector256<float> p = share.Value, g = solve.Value * Vector256.Create(4f), gStep = solve.Step * Vector256.Create(4f);
        Vector256<float> limit = Vector256.Create(1.5f), two = Vector256.Create(2f), quarter = feedback * Vector256.Create(-0.25f);
        Vector256<float> push = makeup * Vector256.Create(0.25f), k1 = s1, k2 = s2, k3 = s3, k4 = s4;
        ref float at = ref MemoryMarshal.GetReference(rows);
        for (nuint i = 0; i < (nuint)rows.Length; i += Lanes.Width)
        {
            Vector256<float> x = Vector256.LoadUnsafe(ref at, i), q = Vector256<float>.One - p;
            Vector256<float> held = Lanes.Fma(Lanes.Fma(Lanes.Fma(k1, p, k2), p, k3), p, k4);
            Vector256<float> c = Lanes.Fma(quarter * q, held, x * push);
            c = Vector256.MinNative(Vector256.MaxNative(c, -limit), limit);
            Vector256<float> u = c * Lanes.Fma(c * c, g * Vector256.Create(-4f / 27f), g);
            Vector256<float> y1 = Lanes.Fma(p, u, q * k1), y2 = Lanes.Fma(p, y1, q * k2);
            Vector256<float> y3 = Lanes.Fma(p, y2, q * k3), y4 = Lanes.Fma(p, y3, q * k4);
            (k1, k2) = (Lanes.Fma(two, y1, -k1), Lanes.Fma(two, y2, -k2));
            (k3, k4) = (Lanes.Fma(two, y3, -k3), Lanes.Fma(two, y4, -k4));
            p += share.Step;
            g += gStep;
            Lanes.Fma(y4, wet, x * dry).StoreUnsafe(ref at, i);
        }

        (s1, s2, s3, s4, share.Value, solve.Value) = (k1, k2, k3, k4, p, g * Vector256.Create(0.25f));
    }

    private void Clear(int lane)
    {
        Lanes.Set(ref s1, lane, 0);
        Lanes.Set(ref s2, lane, 0);
        Lanes.Set(ref s3, lane, 0);
        Lanes.Set(ref s4, lane, 0);
    }
}
