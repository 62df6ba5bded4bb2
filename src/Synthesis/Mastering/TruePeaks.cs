using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Mastering;

/// <summary>
/// How far a stereo signal goes between its samples, after ITU-R BS.1770-4 Annex 2: four phases of a 48-tap interpolator. Its
/// last two phases are the first two reversed, so the sums and differences of taps that lie opposite serve a pair of phases
/// at once: the larger of the two is the sum of both magnitudes.
/// </summary>
internal static class TruePeaks
{
    /// <summary>Samples a peak is computed from; it lies in the middle of them.</summary>
    public const int Taps = 12;

    /// <summary>Samples by which a peak is behind the newest sample it is computed from.</summary>
    public const int Behind = Taps / 2;

    // No phase makes more than 2.03 of the largest sample.
    private const float Most = 2.04f;

    private static readonly float[] Outer =
    [
        0.0017089843750f, 0.0109863281250f, -0.0196533203125f, 0.0332031250000f, -0.0594482421875f, 0.1373291015625f,
        0.9721679687500f, -0.1022949218750f, 0.0476074218750f, -0.0266113281250f, 0.0148925781250f, -0.0083007812500f,
    ];

    private static readonly float[] Inner =
    [
        -0.0291748046875f, 0.0292968750000f, -0.0517578125000f, 0.0891113281250f, -0.1665039062500f, 0.4650878906250f,
        0.7797851562500f, -0.2003173828125f, 0.1015625000000f, -0.0582275390625f, 0.0330810546875f, -0.0189208984375f,
    ];

    private static readonly float[] OuterSum = Half(Outer, 1), OuterDifference = Half(Outer, -1);
    private static readonly float[] InnerSum = Half(Inner, 1), InnerDifference = Half(Inner, -1);

    /// <summary>Writes, for each sample, the gain with which the peak <see cref="Behind"/> samples before it reaches a ceiling.</summary>
    /// <param name="left">Left: <see cref="Taps"/> − 1 samples before the first, the samples, and room for seven more.</param>
    /// <param name="right">Right, the same.</param>
    /// <param name="count">Samples.</param>
    /// <param name="ceiling">Where to limit, linear.</param>
    /// <param name="gains">Receives the gains, at most 1; room for seven floats more.</param>
    /// <returns>Whether one is below 1.</returns>
    public static bool Find(ReadOnlySpan<float> left, ReadOnlySpan<float> right, int count, float ceiling, Span<float> gains)
    {
        Vector256<float> one = Vector256<float>.One, top = Vector256.Create(ceiling), quiet = Vector256.Create(ceiling / Most);
        bool loud = false;
        for (int at = 0; at < count; at += Squares.Side)
        {
            Vector256<float> gain = one;
            if (Vector256.GreaterThanAny(Largest(left, right, at), quiet))
            {
                Vector256<float> peak = Vector256.MaxNative(Peak(left[at..]), Peak(right[at..]));
                Vector256<float> over = Vector256.GreaterThan(peak, top);
                gain = Vector256.ConditionalSelect(over, top / peak, one);
                int within = (1 << Math.Min(Squares.Side, count - at)) - 1;
                loud |= (over.ExtractMostSignificantBits() & within) != 0;
            }

            gain.CopyTo(gains[at..]);
        }

        return loud;
    }

    // Of everything that eight peaks are computed from.
    private static Vector256<float> Largest(ReadOnlySpan<float> left, ReadOnlySpan<float> right, int at)
    {
        Vector256<float> l = Vector256.MaxNative(Vector256.Abs(Vector256.Create(left[at..])), Vector256.Abs(Vector256.Create(left[(at + Squares.Side)..])));
        Vector256<float> r = Vector256.MaxNative(Vector256.Abs(Vector256.Create(right[at..])), Vector256.Abs(Vector256.Create(right[(at + Squares.Side)..])));
        l = Vector256.MaxNative(l, Vector256.Abs(Vector256.Create(left[(at + Taps - 1)..])));
        r = Vector256.MaxNative(r, Vector256.Abs(Vector256.Create(right[(at + Taps - 1)..])));
        return Vector256.MaxNative(l, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Peak(ReadOnlySpan<float> line)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Taps - 1 + Squares.Side, line.Length, nameof(line));
        ref float from = ref MemoryMarshal.GetReference(line);
        Vector256<float> outer = default, turned = default, inner = default, twisted = default;
        for (int tap = 0; tap < Behind; tap++)
        {
            Vector256<float> one = Vector256.LoadUnsafe(ref from, (nuint)(Taps - 1 - tap)), other = Vector256.LoadUnsafe(ref from, (nuint)tap);
            Vector256<float> sum = one + other, difference = one - other;
            outer = Lanes.Fma(Vector256.Create(OuterSum[tap]), sum, outer);
            turned = Lanes.Fma(Vector256.Create(OuterDifference[tap]), difference, turned);
            inner = Lanes.Fma(Vector256.Create(InnerSum[tap]), sum, inner);
            twisted = Lanes.Fma(Vector256.Create(InnerDifference[tap]), difference, twisted);
        }

        Vector256<float> itself = Vector256.Abs(Vector256.LoadUnsafe(ref from, Taps - 1 - Behind));
        return Vector256.MaxNative(
            Vector256.MaxNative(Vector256.Abs(outer) + Vector256.Abs(turned), Vector256.Abs(inner) + Vector256.Abs(twisted)), itself);
    }

    private static float[] Half(float[] phase, int sign) =>
        [.. Enumerable.Range(0, Behind).Select(tap => (phase[tap] + (sign * phase[Taps - 1 - tap])) / 2)];
}
