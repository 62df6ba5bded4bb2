using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;

namespace SessionService.Synthesis.Voices;

/// <summary>
/// A ladder per lane: four one-pole stages in a loop, solved without delay (Zavalishin, "The Art of VA Filter Design",
/// 2012, chapter 5). What enters the first stage is bent softly, as transistors do, so that resonance never runs away.
/// </summary>
internal partial struct LaneLadder
{
    /// <summary>A stage's share of what comes in, and what solves the loop.</summary>
    public LaneRamp Share, Solve;

    /// <summary>How much of the last stage goes back, and the gain that makes up for it.</summary>
    public Vector256<float> Feedback, Makeup;

    /// <summary>What the stages hold.</summary>
    public Vector256<float> State1, State2, State3, State4;

    /// <summary>1 in lanes that run through it, 0 in others.</summary>
    public Vector256<float> Wet;

    // What the last bend was, what it adds to what is held, and what is held without it.
    private Vector256<float> bend, share, rest;
    private LaneCorner corner;

    /// <summary>Whether any lane runs through it.</summary>
    public readonly bool InUse => Wet != Vector256<float>.Zero;

    /// <summary>Tunes a lane for a new note and clears its state.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="patch">The filter, or null for none.</param>
    /// <param name="note">The note.</param>
    public void Start(int lane, FilterPatch? patch, in LaneStart note)
    {
        Lanes.Set(ref Wet, lane, patch is null ? 0 : 1);
        Clear(lane);
        if (patch is not null)
        {
            double resonance = Math.Clamp(4 * (1 - (0.707 / patch.Q)), 0, 3.9);
            Lanes.Set(ref Feedback, lane, (float)resonance);
            Lanes.Set(ref Makeup, lane, (float)(1 + (0.6 * resonance)));
            corner.Start(lane, patch, note);
        }
    }

    /// <summary>Silences a lane.</summary>
    public void Stop(int lane)
    {
        Lanes.Set(ref Wet, lane, 0);
        Clear(lane);
    }

    /// <summary>Moves the corner to where controls, envelope and slow oscillator put it.</summary>
    public void Retune(in ControlFrame frame, Vector256<float> slow, Vector256<float> mask, bool jump)
    {
        Vector256<float> g = corner.Next(frame, slow, jump);
        Vector256<float> part = g / (g + Vector256<float>.One), square = part * part;
        Share.Move(part, mask, jump);
        Solve.Move(Vector256<float>.One / Lanes.Fma(Feedback, square * square, Vector256<float>.One), mask, jump);
        State1 = LaneFilter.Flushed(State1);
        State2 = LaneFilter.Flushed(State2);
        State3 = LaneFilter.Flushed(State3);
        State4 = LaneFilter.Flushed(State4);
    }

    private void Clear(int lane)
    {
        Lanes.Set(ref State1, lane, 0);
        Lanes.Set(ref State2, lane, 0);
        Lanes.Set(ref State3, lane, 0);
        Lanes.Set(ref State4, lane, 0);
        Lanes.Set(ref bend, lane, 0);
        Lanes.Set(ref share, lane, 0);
        Lanes.Set(ref rest, lane, 0);
    }
}
