using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Mastering;

/// <summary>
/// A smooth gain that is never above what is asked for: the least of what was asked within <see cref="Hold"/> samples, a
/// straight way back up, and two running means, which make curves of the corners. Means of numbers that are low enough are
/// low enough, so a peak that is delayed by more than <see cref="Arrival"/> finds what it asked for. All of it counts in
/// integers: nothing of the past is left once it has left the windows.
/// </summary>
internal sealed class GainCurve
{
    /// <summary>Samples for which the least gain asked for counts.</summary>
    public const int Hold = 152;

    /// <summary>What was asked has its full say this many samples later, and keeps it until <see cref="Hold"/> − 1 later.</summary>
    public const int Arrival = (2 * Mean) - 2;

    /// <summary>Samples after which nothing of what was asked counts any more.</summary>
    public const int Memory = Recovery + Hold + (3 * Mean);

    private const int Mean = 64, Recovery = 12_000, Widest = 128;
    private const int Full = 1 << 30, Step = Full / Recovery, Shift = 12, One = Full >> Shift;
    private const float Unit = 1f / Full;

    // What was asked before the chunk, then the chunk.
    private readonly float[] asked = new float[Hold + Mean + 8], least = new float[Hold + Mean + Widest + 8];
    private readonly int[] held = new int[2 * Mean], means = new int[2 * Mean];
    private int sum, sums, rest, gain;

    /// <summary>Begins at rest.</summary>
    public GainCurve() => Reset();

    /// <summary>Forgets what was asked.</summary>
    public void Reset()
    {
        Array.Fill(asked, 1);
        Array.Fill(held, One);
        Array.Fill(means, Mean * One);
        (sum, sums, rest, gain) = (Mean * One, Full, 2 * Mean, Full);
    }

    /// <summary>Goes on by a chunk.</summary>
    /// <param name="wanted">Gains asked for, at most 1; room for seven floats more.</param>
    /// <param name="count">How many, at most 64.</param>
    /// <param name="loud">Whether one is below 1.</param>
    /// <param name="gains">Receives the curve; nothing where it is 1 throughout.</param>
    /// <returns>Whether the curve is anything but 1.</returns>
    public bool Follow(ReadOnlySpan<float> wanted, int count, bool loud, Span<float> gains)
    {
        if (!loud && rest >= 2 * Mean)
        {
            return false;
        }

        wanted[..count].CopyTo(asked.AsSpan(Hold - 1));
        Narrow(count);
        Rise(count);
        Smooth(count, gains);
        asked.AsSpan(count, Hold - 1).CopyTo(asked);
        return true;
    }

    /// <summary>The least of each 128 that follow one another, by doubling.</summary>
    private void Narrow(int count)
    {
        int length = Hold - 1 + count;
        asked.AsSpan(0, length).CopyTo(least);
        for (int width = 1; width < Widest; width *= 2)
        {
            for (int at = 0; at < length - width; at += Squares.Side)
            {
                Vector256.MinNative(Vector256.Create<float>(least.AsSpan(at)), Vector256.Create<float>(least.AsSpan(at + width))).CopyTo(least.AsSpan(at));
            }
        }
    }

    private void Rise(int count)
    {
        for (int i = 0; i < count; i++)
        {
            gain = Math.Min(gain + Step, (int)(Math.Min(least[i], least[i + Hold - Widest]) * Full));
            held[Mean + i] = gain >> Shift;
            rest = gain < Full ? 0 : rest + 1;
        }
    }

    private void Smooth(int count, Span<float> gains)
    {
        for (int i = 0; i < count; i++)
        {
            sum += held[Mean + i] - held[i];
            means[Mean + i] = sum;
            sums += sum - means[i];
            gains[i] = sums * Unit;
        }

        held.AsSpan(count, Mean).CopyTo(held);
        means.AsSpan(count, Mean).CopyTo(means);
    }
}
