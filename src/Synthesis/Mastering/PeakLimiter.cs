using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Mastering;

/// <summary>
/// Keeps true peaks under −1 dBTP without any latency: cues sound exactly where they were promised. The gain bends down
/// from <see cref="Knee"/> on, follows a peak within a third of a millisecond and lets go over 80; what is still above is
/// rounded off, so that no sample leaves above <see cref="Ceiling"/> and none makes the gain jump. Peaks between samples,
/// known one sample later (cubic interpolation at three points), count as well; what they can add before that is why the
/// ceiling lies below −1 dBTP; docs/sound.md has the measurement.
/// </summary>
internal sealed class PeakLimiter
{
    /// <summary>Largest sample that leaves: −3.4 dBFS.</summary>
    public const float Ceiling = 0.68f;

    /// <summary>Where the gain begins to bend.</summary>
    public const float Knee = 0.42f;

    private const float Round = 0.5f;
    private const float Recovery = 1 / (0.080f * 48_000), Attack = 0.07f;

    // Three samples before the first, and room for seven beyond the last.
    private const int Before = 3;

    private readonly float[] lefts = new float[Before + LayerSums.Room], rights = new float[Before + LayerSums.Room];
    private readonly float[] highest = new float[LayerSums.Room], gains = new float[LayerSums.Room];
    private float held = Knee, gain = 1;

    /// <summary>The gain now, 1 at rest.</summary>
    public float Gain => gain;

    /// <summary>Limits samples in place.</summary>
    /// <param name="left">Left; room for seven floats more.</param>
    /// <param name="right">Right.</param>
    /// <param name="count">Samples, at most a grid's length.</param>
    public void Process(Span<float> left, Span<float> right, int count)
    {
        left[..((count + 7) & ~7)].CopyTo(lefts.AsSpan(Before));
        right[..((count + 7) & ~7)].CopyTo(rights.AsSpan(Before));
        bool loud = gain < 1 || held > Knee;
        for (int at = 0; at < count; at += Squares.Side)
        {
            Vector256<float> peak = Vector256.MaxNative(Peak(lefts, at), Peak(rights, at));
            peak.CopyTo(highest.AsSpan(at));
            int within = (1 << Math.Min(Squares.Side, count - at)) - 1;
            loud |= (Vector256.GreaterThan(peak, Vector256.Create(Knee)).ExtractMostSignificantBits() & within) != 0;
        }

        if (loud)
        {
            Follow(count);
            Limit(left, count);
            Limit(right, count);
        }

        lefts.AsSpan(count, Before).CopyTo(lefts);
        rights.AsSpan(count, Before).CopyTo(rights);
    }

    private void Follow(int count)
    {
        for (int i = 0; i < count; i++)
        {
            held = highest[i] > held ? highest[i] : Math.Max(Knee, held - (Recovery * held));

            // Just above the knee a level counts half, and less and less further up, to where rounding takes over.
            float wanted = held <= Knee ? 1 : Math.Min(Knee + (0.12f * (1 - (Knee / held)) / 0.6f), 0.56f) / held;
            wanted = Math.Min(1, wanted);
            gain = wanted < gain ? gain + (Attack * (wanted - gain)) : Math.Min(wanted, gain + Recovery);
            gain = gain > 0.9999f ? 1 : gain;
            gains[i] = gain;
        }
    }

    /// <summary>Bends what is above <see cref="Round"/> towards <see cref="Ceiling"/>, which it never reaches.</summary>
    private void Limit(Span<float> samples, int count)
    {
        Vector256<float> room = Vector256.Create(Ceiling - Round), from = Vector256.Create(Round), sign = Vector256.Create(-0f);
        for (int at = 0; at < count; at += Squares.Side)
        {
            Vector256<float> x = Vector256.Create<float>(samples[at..]) * Vector256.Create<float>(gains.AsSpan(at));
            Vector256<float> over = Vector256.Abs(x) - from;
            Vector256<float> bent = (from + (room * over / (over + room))) | (x & sign);
            Vector256.ConditionalSelect(Vector256.GreaterThan(over, Vector256<float>.Zero), bent, x).CopyTo(samples[at..]);
        }
    }

    /// <summary>Largest magnitude of a sample and at the quarters between the two before it: Lagrange, cubic.</summary>
    private static Vector256<float> Peak(float[] line, int at)
    {
        Vector256<float> a = Vector256.Create<float>(line.AsSpan(at)), b = Vector256.Create<float>(line.AsSpan(at + 1));
        Vector256<float> c = Vector256.Create<float>(line.AsSpan(at + 2)), d = Vector256.Create<float>(line.AsSpan(at + 3));
        Vector256<float> half = Lanes.Fma(b + c, Vector256.Create(0.5625f), (a + d) * Vector256.Create(-0.0625f));
        Vector256<float> early = Quarter(a, b, c, d), late = Quarter(d, c, b, a);
        return Vector256.MaxNative(Vector256.MaxNative(Vector256.Abs(d), Vector256.Abs(half)), Vector256.MaxNative(Vector256.Abs(early), Vector256.Abs(late)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Quarter(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d) =>
        Lanes.Fma(b, Vector256.Create(0.8203125f), Lanes.Fma(c, Vector256.Create(0.2734375f),
            Lanes.Fma(a, Vector256.Create(-0.0546875f), d * Vector256.Create(-0.0390625f))));
}
