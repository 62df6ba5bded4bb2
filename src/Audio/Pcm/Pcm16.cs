using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SessionService.Audio.Pcm;

/// <summary>
/// 32-bit float (full scale ±1) to signed 16-bit and back. Full scale is 2¹⁵, so every 16-bit value survives the way to
/// float and back; +1.0 itself is one step above the range and becomes 32767. Rounding is to nearest, halves to even;
/// what lies outside is clamped, NaN becomes 0. No dither: the same floats always give the same bytes.
/// </summary>
public static class Pcm16
{
    private const float Scale = 32768f;
    private const float Highest = 32767f;
    private const float Lowest = -32768f;
    private const float Step = 1f / Scale;

    /// <summary>Converts floats to 16-bit samples.</summary>
    /// <param name="source">Samples, full scale ±1.</param>
    /// <param name="destination">At least as long as <paramref name="source"/>.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public static void FromFloat(ReadOnlySpan<float> source, Span<short> destination)
    {
        RequireRoom(source.Length, destination.Length);
        int width = Vector<float>.Count;
        int i = 0;
        if (Vector.IsHardwareAccelerated)
        {
            for (; i <= source.Length - (2 * width); i += 2 * width)
            {
                Vector<int> low = Quantise(new Vector<float>(source[i..]));
                Vector<int> high = Quantise(new Vector<float>(source[(i + width)..]));
                Vector.Narrow(low, high).CopyTo(destination[i..]);
            }
        }

        FromFloatScalar(source[i..], destination[i..]);
    }

    /// <summary>The scalar twin of <see cref="FromFloat(ReadOnlySpan{float}, Span{short})"/>: equal to the bit.</summary>
    /// <param name="source">Samples, full scale ±1.</param>
    /// <param name="destination">At least as long as <paramref name="source"/>.</param>
    public static void FromFloatScalar(ReadOnlySpan<float> source, Span<short> destination)
    {
        RequireRoom(source.Length, destination.Length);
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = FromFloat(source[i]);
        }
    }

    /// <summary>Converts one sample.</summary>
    /// <param name="sample">Full scale ±1.</param>
    public static short FromFloat(float sample)
    {
        if (float.IsNaN(sample))
        {
            return 0;
        }

        return (short)MathF.Round(MathF.Max(Lowest, MathF.Min(Highest, sample * Scale)), MidpointRounding.ToEven);
    }

    /// <summary>Converts floats to little-endian 16-bit bytes, as WAV and the socket's PCM frames carry them.</summary>
    /// <param name="source">Samples, full scale ±1.</param>
    /// <param name="destination">At least two bytes a sample.</param>
    public static void ToBytes(ReadOnlySpan<float> source, Span<byte> destination)
    {
        RequireRoom(source.Length, destination.Length / sizeof(short));
        Span<short> samples = MemoryMarshal.Cast<byte, short>(destination)[..source.Length];
        FromFloat(source, samples);
        ReverseWhereBigEndian(samples);
    }

    /// <summary>Converts 16-bit samples to floats: exact.</summary>
    /// <param name="source">Samples.</param>
    /// <param name="destination">At least as long as <paramref name="source"/>.</param>
    public static void ToFloat(ReadOnlySpan<short> source, Span<float> destination)
    {
        RequireRoom(source.Length, destination.Length);
        int width = Vector<float>.Count;
        int i = 0;
        if (Vector.IsHardwareAccelerated)
        {
            for (; i <= source.Length - (2 * width); i += 2 * width)
            {
                Vector.Widen(new Vector<short>(source[i..]), out Vector<int> low, out Vector<int> high);
                (Vector.ConvertToSingle(low) * Step).CopyTo(destination[i..]);
                (Vector.ConvertToSingle(high) * Step).CopyTo(destination[(i + width)..]);
            }
        }

        ToFloatScalar(source[i..], destination[i..]);
    }

    /// <summary>The scalar twin of <see cref="ToFloat(ReadOnlySpan{short}, Span{float})"/>: equal to the bit.</summary>
    /// <param name="source">Samples.</param>
    /// <param name="destination">At least as long as <paramref name="source"/>.</param>
    public static void ToFloatScalar(ReadOnlySpan<short> source, Span<float> destination)
    {
        RequireRoom(source.Length, destination.Length);
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = source[i] * Step;
        }
    }

    /// <summary>Converts little-endian 16-bit bytes to floats.</summary>
    /// <param name="source">Two bytes a sample.</param>
    /// <param name="destination">One float for each two bytes.</param>
    public static void FromBytes(ReadOnlySpan<byte> source, Span<float> destination)
    {
        int count = source.Length / sizeof(short);
        RequireRoom(count, destination.Length);
        if (BitConverter.IsLittleEndian)
        {
            ToFloat(MemoryMarshal.Cast<byte, short>(source), destination);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            destination[i] = System.Buffers.Binary.BinaryPrimitives.ReadInt16LittleEndian(source[(2 * i)..]) * Step;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> Quantise(Vector<float> value)
    {
        // NaN alone differs from itself; the mask turns it into 0 before the comparisons below, whose answer to NaN
        // is the processor's own.
        Vector<float> number = Vector.BitwiseAnd(value, Vector.AsVectorSingle(Vector.Equals(value, value)));
        Vector<float> clamped = Vector.Max(new Vector<float>(Lowest), Vector.Min(new Vector<float>(Highest), number * Scale));
        return Vector.ConvertToInt32(Vector.Round(clamped, MidpointRounding.ToEven));
    }

    private static void ReverseWhereBigEndian(Span<short> samples)
    {
        if (!BitConverter.IsLittleEndian)
        {
            System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(samples, samples);
        }
    }

    private static void RequireRoom(int needed, int destination)
    {
        if (destination < needed)
        {
            throw new ArgumentException($"It holds {destination} samples, {needed} are needed.", nameof(destination));
        }
    }
}
