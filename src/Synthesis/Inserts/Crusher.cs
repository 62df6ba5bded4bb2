using SessionService.Music.Time;

namespace SessionService.Synthesis.Inserts;

/// <summary>A coarse converter: holds samples for longer, and rounds them.</summary>
internal sealed class Crusher
{
    private float rate, phase, heldLeft, heldRight, steps, width;

    /// <summary>Takes another grain, at rest.</summary>
    /// <param name="bits">Bits of full scale; 0 for no rounding.</param>
    /// <param name="hertz">Rate; 0 for no holding.</param>
    public void Set(double bits, double hertz)
    {
        float count = bits > 0 ? (float)Math.Pow(2, bits - 1) : 0;
        (steps, width) = (count, count > 0 ? 1 / count : 0);
        rate = hertz > 0 ? (float)Math.Min(1, hertz / MusicalTime.SampleRate) : 1;
        (phase, heldLeft, heldRight) = (1, 0, 0);
    }

    /// <summary>Changes samples in place.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    /// <param name="count">Samples.</param>
    public void Process(Span<float> left, Span<float> right, int count)
    {
        (float at, float l, float r, float levels, float each) = (phase, heldLeft, heldRight, steps, width);
        for (int i = 0; i < count; i++)
        {
            if (at >= 1)
            {
                at -= 1;
                (l, r) = levels > 0 ? (MathF.Round(left[i] * levels) * each, MathF.Round(right[i] * levels) * each) : (left[i], right[i]);
            }

            at += rate;
            (left[i], right[i]) = (l, r);
        }

        (phase, heldLeft, heldRight) = (at, l, r);
    }
}
