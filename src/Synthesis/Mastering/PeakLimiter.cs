using System.Runtime.CompilerServices;

namespace SessionService.Synthesis.Mastering;

/// <summary>
/// Keeps true peaks under −1 dBTP without any latency: cues sound exactly where they were promised. The gain bends down
/// from <see cref="Knee"/> on, follows a peak within a third of a millisecond and lets go over 80; what is still above is
/// rounded off, so that no sample leaves above <see cref="Ceiling"/> and none makes the gain jump. Peaks between samples,
/// known one sample later (cubic interpolation at three points), count as well; what they can add before that is why the
/// ceiling lies below −1 dBTP; docs/sound.md has the measurement.
/// </summary>
internal struct PeakLimiter
{
    /// <summary>Largest sample that leaves: −3.4 dBFS.</summary>
    public const float Ceiling = 0.68f;

    /// <summary>Where the gain begins to bend.</summary>
    public const float Knee = 0.42f;

    private const float Round = 0.5f;
    private const float Recovery = 1 / (0.080f * 48_000), Attack = 0.07f;

    private float held, gain;
    private float left1, left2, left3, right1, right2, right3, before1, before2;

    /// <summary>A limiter at rest.</summary>
    public static PeakLimiter Create() => new() { gain = 1, held = Knee };

    /// <summary>The gain now, 1 at rest.</summary>
    public readonly float Gain => gain;

    /// <summary>Limits one stereo sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next(ref float left, ref float right)
    {
        float peak = Math.Max(Math.Abs(left), Math.Abs(right));
        if (Math.Max(peak, Math.Max(before1, before2)) > Knee || gain < 1)
        {
            Follow(left, right, peak);
        }

        (left3, left2, left1) = (left2, left1, left);
        (right3, right2, right1) = (right2, right1, right);
        (before2, before1) = (before1, peak);
        left = Rounded(left * gain);
        right = Rounded(right * gain);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Follow(float left, float right, float peak)
    {
        float between = Math.Max(Between(left3, left2, left1, left), Between(right3, right2, right1, right));
        float highest = Math.Max(peak, between);
        held = highest > held ? highest : Math.Max(Knee, held - (Recovery * held));

        // Just above the knee a level counts half, and less and less further up, to where rounding takes over.
        float wanted = Math.Min(Knee + (0.12f * (1 - (Knee / held)) / 0.6f), 0.56f) / held;
        wanted = held <= Knee ? 1 : Math.Min(1, wanted);
        gain = wanted < gain ? gain + (Attack * (wanted - gain)) : Math.Min(wanted, gain + Recovery);
        gain = gain > 0.9999f ? 1 : gain;
    }

    /// <summary>Bends what is above <see cref="Round"/> towards <see cref="Ceiling"/>, which it never reaches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Rounded(float x)
    {
        float over = Math.Abs(x) - Round;
        if (over <= 0)
        {
            return x;
        }

        const float Room = Ceiling - Round;
        return MathF.CopySign(Round + (Room * over / (over + Room)), x);
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
