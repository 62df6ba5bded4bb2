using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SessionService.Synthesis.Mixing;

/// <summary>Sums of buffers, element by element: where a block begins cannot matter.</summary>
internal static class Mixdown
{
    /// <summary>Fills with zeros; for buffers so short that a call into the runtime would cost more.</summary>
    public static void Clear(Span<float> buffer)
    {
        ref float target = ref MemoryMarshal.GetReference(buffer);
        int i = 0;
        for (; i <= buffer.Length - 8; i += 8)
        {
            Vector256<float>.Zero.StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < buffer.Length; i++)
        {
            buffer[i] = 0;
        }
    }

    /// <summary>Adds a buffer to another.</summary>
    public static void Add(ReadOnlySpan<float> from, Span<float> to)
    {
        ref float source = ref MemoryMarshal.GetReference(from);
        ref float target = ref MemoryMarshal.GetReference(to);
        int i = 0;
        for (; i <= from.Length - 8; i += 8)
        {
            (Vector256.LoadUnsafe(ref source, (nuint)i) + Vector256.LoadUnsafe(ref target, (nuint)i))
                .StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < from.Length; i++)
        {
            to[i] = from[i] + to[i];
        }
    }

    /// <summary>Adds a buffer times a factor to another; a factor of 0 does nothing.</summary>
    public static void AddScaled(ReadOnlySpan<float> from, float factor, Span<float> to)
    {
        if (factor == 0)
        {
            return;
        }

        ref float source = ref MemoryMarshal.GetReference(from);
        ref float target = ref MemoryMarshal.GetReference(to);
        int i = 0;
        for (; i <= from.Length - 8; i += 8)
        {
            ((Vector256.LoadUnsafe(ref source, (nuint)i) * factor) + Vector256.LoadUnsafe(ref target, (nuint)i))
                .StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < from.Length; i++)
        {
            to[i] = (from[i] * factor) + to[i];
        }
    }

    /// <summary>Adds the sum of left and right times a factor to a mono buffer.</summary>
    public static void AddMono(ReadOnlySpan<float> from, float factor, Span<float> to)
    {
        if (factor == 0)
        {
            return;
        }

        for (int i = 0; i < from.Length / 2; i++)
        {
            to[i] += (from[2 * i] + from[(2 * i) + 1]) * factor;
        }
    }
}
