using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SessionService.Music.Time;
using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Inserts;

/// <summary>
/// Four first-order all-passes per side whose corners sway between 300 and 1600 Hz, the right a quarter of a turn behind
/// the left, beside the plain sound: two notches that wander.
/// </summary>
internal sealed class Phaser
{
    private Vector128<float> s1, s2, s3, s4, back, shape, step;
    private float depth;
    private double turns;

    /// <summary>Takes another setting, at rest.</summary>
    /// <param name="amount">Depth, 0..1.</param>
    /// <param name="hertz">Rate, Hz.</param>
    public void Set(double amount, double hertz)
    {
        (s1, s2, s3, s4, back) = (default, default, default, default, default);
        depth = (float)amount * 0.5f;
        turns = hertz / MusicalTime.SampleRate;
    }

    /// <summary>Turns the sway at a point of the control grid.</summary>
    public void OnGrid(long sample)
    {
        shape = At(sample);
        step = (At(sample + Voices.LaneRamp.Grid) - shape) * Vector128.Create(1f / Voices.LaneRamp.Grid);
        (s1, s2, s3, s4, back) = (Flushed(s1), Flushed(s2), Flushed(s3), Flushed(s4), Flushed(back));
    }

    /// <summary>Changes samples in place.</summary>
    /// <param name="sample">The first one.</param>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    /// <param name="count">Samples.</param>
    public void Process(long sample, Span<float> left, Span<float> right, int count)
    {
        float walked = sample & (Voices.LaneRamp.Grid - 1);
        Vector128<float> dry = Vector128.Create(1 - depth), wet = Vector128.Create(depth), again = Vector128.Create(0.35f);
        (Vector128<float> k1, Vector128<float> k2, Vector128<float> k3, Vector128<float> k4, Vector128<float> last) = (s1, s2, s3, s4, back);
        for (int i = 0; i < count; i++, walked++)
        {
            Vector128<float> a = Vector128.FusedMultiplyAdd(step, Vector128.Create(walked), shape);
            Vector128<float> through = Vector128.FusedMultiplyAdd(-a, a, Vector128<float>.One);
            Vector128<float> plain = Vector128.Create(left[i], right[i], 0, 0);
            Vector128<float> x = Vector128.FusedMultiplyAdd(last, again, plain);
            x = Pass(x, a, through, ref k1);
            x = Pass(x, a, through, ref k2);
            x = Pass(x, a, through, ref k3);
            last = Pass(x, a, through, ref k4);
            Vector128<float> made = Vector128.FusedMultiplyAdd(last, wet, plain * dry);
            (left[i], right[i]) = (made[0], made[1]);
        }

        (s1, s2, s3, s4, back) = (k1, k2, k3, k4, last);
    }

    // What was kept meets the input only at the end, so that one stage waits for the one before through one operation.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Pass(Vector128<float> x, Vector128<float> a, Vector128<float> through, ref Vector128<float> state)
    {
        Vector128<float> y = Vector128.FusedMultiplyAdd(a, x, through * state);
        state = Vector128.FusedMultiplyAdd(-a, state, x);
        return y;
    }

    private static Vector128<float> Flushed(Vector128<float> state) =>
        state & Vector128.GreaterThan(Vector128.Abs(state), Vector128.Create(1e-12f));

    private Vector128<float> At(long sample)
    {
        double turn = sample * turns;
        int phase = (int)(uint)(ulong)((turn - Math.Floor(turn)) * 4294967295.0);
        Vector256<float> sine = Lanes.Sin(Vector256.Create(phase, phase - 0x4000_0000, 0, 0, 0, 0, 0, 0));
        Vector256<float> corner = Lanes.Exp2(Lanes.Fma(sine, Vector256.Create(1.2f), Vector256.Create(9.45f)));
        Vector256<float> g = Lanes.Tan(corner * Vector256.Create((float)(Math.PI / MusicalTime.SampleRate)));
        return ((g - Vector256<float>.One) / (g + Vector256<float>.One)).GetLower();
    }
}
