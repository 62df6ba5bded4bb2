using System.Runtime.Intrinsics;
using SessionService.Music.Time;

namespace SessionService.Synthesis.Inserts;

/// <summary>A coarse converter: holds samples for longer, and rounds them.</summary>
internal sealed class Crusher
{
    private Vector128<float> held, steps, width;
    private float rate, phase;

    /// <summary>Takes another grain, at rest.</summary>
    /// <param name="bits">Bits of full scale; 0 for no rounding.</param>
    /// <param name="hertz">Rate; 0 for no holding.</param>
    public void Set(double bits, double hertz)
    {
        float count = bits > 0 ? (float)Math.Pow(2, bits - 1) : 0;
        (steps, width) = (Vector128.Create(count), Vector128.Create(count > 0 ? 1 / count : 0));
        rate = hertz > 0 ? (float)Math.Min(1, hertz / MusicalTime.SampleRate) : 1;
        (phase, held) = (1, default);
    }

    /// <summary>Changes samples in place.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    /// <param name="count">Samples.</param>
    public void Process(Span<float> left, Span<float> right, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (phase >= 1)
            {
                phase -= 1;
                Vector128<float> x = Vector128.Create(left[i], right[i], 0, 0);
                held = steps[0] > 0 ? Vector128.Round(x * steps) * width : x;
            }

            phase += rate;
            (left[i], right[i]) = (held[0], held[1]);
        }
    }
}
