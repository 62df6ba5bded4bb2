using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Mixing;

/// <summary>
/// Sums of buffers, element by element: where a block begins cannot matter. They run in eights and write up to seven
/// floats beyond the count; buffers have room for that.
/// </summary>
internal static class Mixdown
{
    /// <summary>Adds a buffer to another.</summary>
    public static void Add(ReadOnlySpan<float> from, Span<float> to, int count)
    {
        ref float source = ref First(from, count), target = ref First(to, count);
        for (nuint i = 0; i < (nuint)count; i += 8)
        {
            (Vector256.LoadUnsafe(ref source, i) + Vector256.LoadUnsafe(ref target, i)).StoreUnsafe(ref target, i);
        }
    }

    /// <summary>Adds a buffer times a factor to another; a factor of 0 does nothing.</summary>
    public static void AddScaled(ReadOnlySpan<float> from, float factor, Span<float> to, int count)
    {
        ref float source = ref First(from, count), target = ref First(to, count);
        Vector256<float> times = Vector256.Create(factor);
        for (nuint i = 0; i < (nuint)count && factor != 0; i += 8)
        {
            Lanes.Fma(Vector256.LoadUnsafe(ref source, i), times, Vector256.LoadUnsafe(ref target, i)).StoreUnsafe(ref target, i);
        }
    }

    /// <summary>Adds a buffer times another to a third.</summary>
    public static void AddMultiplied(ReadOnlySpan<float> from, ReadOnlySpan<float> by, Span<float> to, int count)
    {
        ref float source = ref First(from, count), times = ref First(by, count), target = ref First(to, count);
        for (nuint i = 0; i < (nuint)count; i += 8)
        {
            Lanes.Fma(Vector256.LoadUnsafe(ref source, i), Vector256.LoadUnsafe(ref times, i), Vector256.LoadUnsafe(ref target, i))
                .StoreUnsafe(ref target, i);
        }
    }

    /// <summary>Multiplies a buffer by a factor in place.</summary>
    public static void Scale(Span<float> buffer, float factor, int count)
    {
        ref float at = ref First(buffer, count);
        Vector256<float> times = Vector256.Create(factor);
        for (nuint i = 0; i < (nuint)count; i += 8)
        {
            (Vector256.LoadUnsafe(ref at, i) * times).StoreUnsafe(ref at, i);
        }
    }

    /// <summary>Multiplies a buffer by another in place.</summary>
    public static void Multiply(Span<float> buffer, ReadOnlySpan<float> by, int count)
    {
        ref float at = ref First(buffer, count), times = ref First(by, count);
        for (nuint i = 0; i < (nuint)count; i += 8)
        {
            (Vector256.LoadUnsafe(ref at, i) * Vector256.LoadUnsafe(ref times, i)).StoreUnsafe(ref at, i);
        }
    }

    /// <summary>Multiplies a buffer in place by 1 less another times a factor.</summary>
    public static void Push(Span<float> buffer, ReadOnlySpan<float> down, float factor, int count)
    {
        ref float at = ref First(buffer, count), by = ref First(down, count);
        Vector256<float> times = Vector256.Create(-factor);
        for (nuint i = 0; i < (nuint)count; i += 8)
        {
            Vector256<float> kept = Lanes.Fma(Vector256.LoadUnsafe(ref by, i), times, Vector256<float>.One);
            (Vector256.LoadUnsafe(ref at, i) * kept).StoreUnsafe(ref at, i);
        }
    }

    /// <summary>Writes the sum of two buffers times a factor.</summary>
    public static void Sum(ReadOnlySpan<float> left, ReadOnlySpan<float> right, float factor, Span<float> to, int count)
    {
        ref float l = ref First(left, count), r = ref First(right, count), target = ref First(to, count);
        Vector256<float> times = Vector256.Create(factor);
        for (nuint i = 0; i < (nuint)count; i += 8)
        {
            ((Vector256.LoadUnsafe(ref l, i) + Vector256.LoadUnsafe(ref r, i)) * times).StoreUnsafe(ref target, i);
        }
    }

    /// <summary>Largest magnitude of a buffer and a value.</summary>
    public static float Loudest(ReadOnlySpan<float> buffer, float least)
    {
        int i = 0;
        Vector256<float> top = Vector256.Create(least);
        for (; i <= buffer.Length - 8; i += 8)
        {
            top = Vector256.MaxNative(top, Vector256.Abs(Vector256.Create(buffer[i..])));
        }

        for (; i < buffer.Length; i++)
        {
            top = Vector256.MaxNative(top, Vector256.Create(Math.Abs(buffer[i])));
        }

        Vector128<float> half = Vector128.MaxNative(top.GetLower(), top.GetUpper());
        return Math.Max(Math.Max(half[0], half[1]), Math.Max(half[2], half[3]));
    }

    /// <summary>Writes left and right as pairs.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    /// <param name="pairs">Receives interleaved stereo, as many samples as fit; nothing beyond.</param>
    public static void Interleave(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> pairs)
    {
        int count = pairs.Length / 2, i = 0;
        ref float l = ref First(left, count), r = ref First(right, count), to = ref MemoryMarshal.GetReference(pairs);
        for (; i <= count - 4; i += 4)
        {
            Vector256<float> both = Vector256.Create(Vector128.LoadUnsafe(ref l, (nuint)i), Vector128.LoadUnsafe(ref r, (nuint)i));
            Vector256.Shuffle(both, Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7)).StoreUnsafe(ref to, (nuint)(2 * i));
        }

        for (; i < count; i++)
        {
            (pairs[2 * i], pairs[(2 * i) + 1]) = (left[i], right[i]);
        }
    }

    // Checks the room there has to be once, so that loops need not.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float First(ReadOnlySpan<float> buffer, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((count + 7) & ~7, buffer.Length, nameof(count));
        return ref MemoryMarshal.GetReference(buffer);
    }

    /// <summary>The first float of a buffer that has room for a count of floats and up to seven more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float First(Span<float> buffer, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((count + 7) & ~7, buffer.Length, nameof(count));
        return ref MemoryMarshal.GetReference(buffer);
    }
}
