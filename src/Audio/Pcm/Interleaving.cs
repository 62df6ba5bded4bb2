using System.Numerics;
using System.Runtime.InteropServices;

namespace SessionService.Audio.Pcm;

/// <summary>Stereo between two channels and one interleaved run (left, right, left, …). Bits are moved, never changed.</summary>
public static class Interleaving
{
    /// <summary>Weaves two channels into one run.</summary>
    /// <param name="left">Left channel.</param>
    /// <param name="right">Right channel, as long as the left.</param>
    /// <param name="interleaved">At least twice as long as a channel.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    public static void Interleave(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> interleaved)
    {
        Require(left.Length, right.Length, interleaved.Length);
        int width = Vector<uint>.Count;
        int i = 0;
        if (Vector.IsHardwareAccelerated && BitConverter.IsLittleEndian)
        {
            ReadOnlySpan<uint> l = MemoryMarshal.Cast<float, uint>(left);
            ReadOnlySpan<uint> r = MemoryMarshal.Cast<float, uint>(right);
            Span<ulong> pairs = MemoryMarshal.Cast<float, ulong>(interleaved);
            for (; i <= left.Length - width; i += width)
            {
                Vector.Widen(new Vector<uint>(l[i..]), out Vector<ulong> lowLeft, out Vector<ulong> highLeft);
                Vector.Widen(new Vector<uint>(r[i..]), out Vector<ulong> lowRight, out Vector<ulong> highRight);
                (lowLeft | (lowRight << 32)).CopyTo(pairs[i..]);
                (highLeft | (highRight << 32)).CopyTo(pairs[(i + (width / 2))..]);
            }
        }

        InterleaveScalar(left[i..], right[i..], interleaved[(2 * i)..]);
    }

    /// <summary>The scalar twin of <see cref="Interleave"/>.</summary>
    /// <param name="left">Left channel.</param>
    /// <param name="right">Right channel, as long as the left.</param>
    /// <param name="interleaved">At least twice as long as a channel.</param>
    public static void InterleaveScalar(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> interleaved)
    {
        Require(left.Length, right.Length, interleaved.Length);
        for (int i = 0; i < left.Length; i++)
        {
            interleaved[2 * i] = left[i];
            interleaved[(2 * i) + 1] = right[i];
        }
    }

    /// <summary>Parts an interleaved run into two channels.</summary>
    /// <param name="interleaved">Twice as long as a channel.</param>
    /// <param name="left">Left channel.</param>
    /// <param name="right">Right channel, as long as the left.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    public static void Deinterleave(ReadOnlySpan<float> interleaved, Span<float> left, Span<float> right)
    {
        Require(left.Length, right.Length, interleaved.Length);
        int width = Vector<uint>.Count;
        int i = 0;
        if (Vector.IsHardwareAccelerated && BitConverter.IsLittleEndian)
        {
            ReadOnlySpan<ulong> pairs = MemoryMarshal.Cast<float, ulong>(interleaved);
            Span<uint> l = MemoryMarshal.Cast<float, uint>(left);
            Span<uint> r = MemoryMarshal.Cast<float, uint>(right);
            for (; i <= left.Length - width; i += width)
            {
                var low = new Vector<ulong>(pairs[i..]);
                var high = new Vector<ulong>(pairs[(i + (width / 2))..]);
                Vector.Narrow(low, high).CopyTo(l[i..]);
                Vector.Narrow(low >>> 32, high >>> 32).CopyTo(r[i..]);
            }
        }

        DeinterleaveScalar(interleaved[(2 * i)..], left[i..], right[i..]);
    }

    /// <summary>The scalar twin of <see cref="Deinterleave"/>.</summary>
    /// <param name="interleaved">Twice as long as a channel.</param>
    /// <param name="left">Left channel.</param>
    /// <param name="right">Right channel, as long as the left.</param>
    public static void DeinterleaveScalar(ReadOnlySpan<float> interleaved, Span<float> left, Span<float> right)
    {
        Require(left.Length, right.Length, interleaved.Length);
        for (int i = 0; i < left.Length; i++)
        {
            left[i] = interleaved[2 * i];
            right[i] = interleaved[(2 * i) + 1];
        }
    }

    private static void Require(int left, int right, int interleaved)
    {
        if (left != right || interleaved < 2 * left)
        {
            throw new ArgumentException($"Two channels of {left} and {right} samples do not fit a run of {interleaved}.", nameof(interleaved));
        }
    }
}
