using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;

namespace SessionService.Synthesis.Voices;

/// <summary>
/// A state-variable filter per lane, trapezoidal integration without delay in the loop (Zavalishin, "The Art of VA
/// Filter Design", 2012; coefficients after Simper, "Linear Trapezoidal Integrated SVF", 2013). Retuned
/// on the control grid.
/// </summary>
internal partial struct LaneFilter
{
    private static readonly FilterPatch Open = new() { Mode = FilterMode.Off, Hz = 1000, Velocity = 0, Brightness = 0 };

    /// <summary>
    /// Coefficients of the two states' update, with a₁ to a₃ as Simper names them: 2a₁ − 1, 2a₂ and 2a₃. Written so, a
    /// sample waits for the one before through two operations instead of five.
    /// </summary>
    public LaneRamp C1, C2, C3;

    /// <summary>Output mix: the input, and the sums of each state before and after.</summary>
    public Vector256<float> M0, M1, M2;

    /// <summary>Integrator states.</summary>
    public Vector256<float> State1, State2;

    private Vector256<float> damping;
    private LaneCorner corner;

    /// <summary>Whether any lane is filtered. Lanes that are not come out of the filter as they went in.</summary>
    public bool InUse { get; private set; }

    /// <summary>Tunes a lane for a new note and clears its state.</summary>
    public void Start(int lane, FilterPatch? patch, in LaneStart note)
    {
        FilterPatch filter = patch ?? Open;
        double damp = 1 / filter.Q;
        Lanes.Set(ref State1, lane, 0);
        Lanes.Set(ref State2, lane, 0);
        Lanes.Set(ref damping, lane, (float)damp);
        corner.Start(lane, filter, note);
        (double m0, double m1, double m2) = filter.Mode switch
        {
            FilterMode.Low => (0.0, 0.0, 1.0),
            FilterMode.Band => (0.0, damp, 0.0),
            FilterMode.High => (1.0, -damp, -1.0),
            _ => (1.0, 0.0, 0.0),
        };
        Lanes.Set(ref M0, lane, (float)m0);
        Lanes.Set(ref M1, lane, (float)(m1 / 2));
        Lanes.Set(ref M2, lane, (float)(m2 / 2));
        InUse = (M1 | M2) != Vector256<float>.Zero;
    }

    /// <summary>Silences a lane.</summary>
    public void Stop(int lane)
    {
        Lanes.Set(ref M1, lane, 0);
        Lanes.Set(ref M2, lane, 0);
        InUse = (M1 | M2) != Vector256<float>.Zero;
        Lanes.Set(ref State1, lane, 0);
        Lanes.Set(ref State2, lane, 0);
    }

    /// <summary>Moves the corner to where controls, envelope and slow oscillator put it.</summary>
    public void Retune(in ControlFrame frame, Vector256<float> slow, Vector256<float> mask, bool jump)
    {
        if (!jump)
        {
            State1 = Flushed(State1);
            State2 = Flushed(State2);
        }

        Vector256<float> g = corner.Next(frame, slow, jump);
        Vector256<float> a1 = Vector256.Create(1f) / Lanes.Fma(g, g + damping, Vector256.Create(1f));
        Vector256<float> a2 = g * a1;
        Vector256<float> a3 = g * a2;
        C1.Move(a1 + a1 - Vector256<float>.One, mask, jump);
        C2.Move(a2 + a2, mask, jump);
        C3.Move(a3 + a3, mask, jump);
    }

    /// <summary>
    /// Zero where nothing can be heard (−240 dB): crackle leaves the filter to ring out, and numbers too small for the
    /// processor's fast path would follow within milliseconds.
    /// </summary>
    public static Vector256<float> Flushed(Vector256<float> state) =>
        state & Vector256.GreaterThan(Vector256.Abs(state), Vector256.Create(1e-12f));
}
