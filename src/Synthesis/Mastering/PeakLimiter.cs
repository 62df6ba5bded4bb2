using System.Runtime.CompilerServices;

namespace SessionService.Synthesis.Mastering;

/// <summary>
/// Keeps true peaks under −1 dBTP without any latency: cues sound exactly where they were promised. Each sample is
/// held to <see cref="Ceiling"/> the moment it comes; peaks between samples, known one sample later (cubic
/// interpolation at three points, four times oversampled), lower what follows. The ceiling lies far enough below
/// −1 dBTP for what a peak between samples can add; docs/sound.md has the measurement.
/// </summary>
internal struct PeakLimiter
{
    /// <summary>Largest sample that leaves: −3.7 dBFS.</summary>
    public const float Ceiling = 0.65f;

    private const float Look = 0.4f;
    private const float Recovery = 1 / (0.080f * 48_000);

    private float gain;
    private float left1, left2, left3, right1, right2, right3, before1, before2;

    /// <summary>A limiter at rest.</summary>
    public static PeakLimiter Create() => new() { gain = 1 };

    /// <summary>The gain now, 1 at rest.</summary>
    public readonly float Gain => gain;

    /// <summary>Limits one stereo sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next(ref float left, ref float right)
    {
        float peak = Math.Max(Math.Abs(left), Math.Abs(right));
        if (Math.Max(peak, Math.Max(before1, before2)) > Look || gain < 1)
        {
            float between = Math.Max(Between(left3, left2, left1, left), Between(right3, right2, right1, right));
            float highest = Math.Max(peak, between);
            gain = Math.Min(1, gain + Recovery);
            gain = highest * gain > Ceiling ? Ceiling / highest : gain;
        }

        (left3, left2, left1) = (left2, left1, left);
        (right3, right2, right1) = (right2, right1, right);
        (before2, before1) = (before1, peak);
        left *= gain;
        right *= gain;
    }

    /// <summary>Largest magnitude at the quarters between <paramref name="b"/> and <paramref name="c"/>: Lagrange, cubic.</summary>
    private static float Between(float a, float b, float c, float d)
    {
        float half = (0.5625f * (b + c)) - (0.0625f * (a + d));
        float early = (-0.0546875f * a) + (0.8203125f * b) + (0.2734375f * c) - (0.0390625f * d);
        float late = (-0.0390625f * a) + (0.2734375f * b) + (0.8203125f * c) - (0.0546875f * d);
        return Math.Max(Math.Abs(half), Math.Max(Math.Abs(early), Math.Abs(late)));
    }
}
