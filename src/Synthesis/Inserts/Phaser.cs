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
    }

    /// <summary>Changes samples in place.</summary>
    /// <param name="sample">The first one.</param>
    /// <param name="frames">The samples.</param>
    public void Process(long sample, Span<Vector128<float>> frames)
    {
        float walked = sample & (Voices.LaneRamp.Grid - 1);
        Vector128<float> tiny = Vector128.Create(1e-18f), dry = Vector128.Create(1 - depth), wet = Vector128.Create(depth);
        for (int i = 0; i < frames.Length; i++, walked++)
        {
            Vector128<float> a = Vector128.FusedMultiplyAdd(step, Vector128.Create(walked), shape);
            Vector128<float> x = frames[i] + (back * Vector128.Create(0.35f));
            x = Pass(x, a, ref s1);
            x = Pass(x, a, ref s2);
            x = Pass(x, a, ref s3);
            x = Pass(x, a, ref s4);
            back = x + tiny - tiny;
            frames[i] = Vector128.FusedMultiplyAdd(back, wet, frames[i] * dry);
        }
    }

    private static Vector128<float> Pass(Vector128<float> x, Vector128<float> a, ref Vector128<float> state)
    {
        Vector128<float> tiny = Vector128.Create(1e-18f), kept = Vector128.FusedMultiplyAdd(-a, state, x) + tiny - tiny;
        Vector128<float> y = Vector128.FusedMultiplyAdd(a, kept, state);
        state = kept;
        return y;
    }

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
