using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SessionService.Synthesis.Dsp;

/// <summary>
/// Eight rows of eight numbers, turned over their diagonal: from eight voices at one sample to eight samples of one voice,
/// and back. Nothing is computed, so every bit stays.
/// </summary>
internal static class Squares
{
    /// <summary>Rows and columns.</summary>
    public const int Side = 8;

    /// <summary>Turns eight vectors in place.</summary>
    /// <param name="first">The first of them; the others follow it in memory.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ref Vector256<float> first)
    {
        if (!Avx.IsSupported)
        {
            TurnEach(ref Unsafe.As<Vector256<float>, float>(ref first));
            return;
        }

        Vector256<float> a = Avx.UnpackLow(first, Row(ref first, 1)), b = Avx.UnpackHigh(first, Row(ref first, 1));
        Vector256<float> c = Avx.UnpackLow(Row(ref first, 2), Row(ref first, 3)), d = Avx.UnpackHigh(Row(ref first, 2), Row(ref first, 3));
        Vector256<float> e = Avx.UnpackLow(Row(ref first, 4), Row(ref first, 5)), f = Avx.UnpackHigh(Row(ref first, 4), Row(ref first, 5));
        Vector256<float> g = Avx.UnpackLow(Row(ref first, 6), Row(ref first, 7)), h = Avx.UnpackHigh(Row(ref first, 6), Row(ref first, 7));
        Pair(ref first, 0, Avx.Shuffle(a, c, 0x44), Avx.Shuffle(e, g, 0x44));
        Pair(ref first, 1, Avx.Shuffle(a, c, 0xEE), Avx.Shuffle(e, g, 0xEE));
        Pair(ref first, 2, Avx.Shuffle(b, d, 0x44), Avx.Shuffle(f, h, 0x44));
        Pair(ref first, 3, Avx.Shuffle(b, d, 0xEE), Avx.Shuffle(f, h, 0xEE));
    }

    /// <summary>Turns the first four columns alone, into the first four rows; what stood in those rows' other halves is lost.</summary>
    /// <param name="first">The first of eight vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TurnLower(ref Vector256<float> first)
    {
        if (!Avx.IsSupported)
        {
            TurnEach(ref Unsafe.As<Vector256<float>, float>(ref first));
            return;
        }

        Vector256<float> p = Halves(ref first, 0), q = Halves(ref first, 1), r = Halves(ref first, 2), s = Halves(ref first, 3);
        Vector256<float> a = Avx.UnpackLow(p, q), b = Avx.UnpackHigh(p, q), c = Avx.UnpackLow(r, s), d = Avx.UnpackHigh(r, s);
        Row(ref first, 0) = Avx.Shuffle(a, c, 0x44);
        Row(ref first, 1) = Avx.Shuffle(a, c, 0xEE);
        Row(ref first, 2) = Avx.Shuffle(b, d, 0x44);
        Row(ref first, 3) = Avx.Shuffle(b, d, 0xEE);
    }

    /// <summary>Turns rows of eight floats in place, one by one.</summary>
    public static void TurnEach(ref float first)
    {
        for (int row = 0; row < Side; row++)
        {
            for (int column = row + 1; column < Side; column++)
            {
                ref float one = ref Unsafe.Add(ref first, (row * Side) + column);
                ref float other = ref Unsafe.Add(ref first, (column * Side) + row);
                (one, other) = (other, one);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Vector256<float> Row(ref Vector256<float> first, int row) => ref Unsafe.Add(ref first, row);

    // The lower halves of rows n and n + 4.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(ref Vector256<float> first, int row) =>
        Vector256.Create(Row(ref first, row).GetLower(), Row(ref first, row + 4).GetLower());

    // Columns n and n + 4: the lower halves of both make the one, the upper halves the other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair(ref Vector256<float> first, int column, Vector256<float> above, Vector256<float> below)
    {
        Row(ref first, column) = Avx.Permute2x128(above, below, 0x20);
        Row(ref first, column + 4) = Avx.Permute2x128(above, below, 0x31);
    }
}
