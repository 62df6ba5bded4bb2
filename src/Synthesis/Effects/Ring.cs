using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Effects;

/// <summary>
/// A delay line that is written a chunk at a time and read eight samples at a time, wherever they lie: its first eight are
/// kept once more behind its last. Places follow the session's samples, so a chunk never runs over the end.
/// </summary>
/// <param name="length">Samples, a power of two; whoever reads stays 72 under it.</param>
internal sealed class Ring(int length)
{
    private readonly float[] floats = new float[length + Squares.Side];
    private readonly int wrap = length - 1;

    /// <summary>Forgets everything.</summary>
    public void Clear() => Array.Clear(floats);

    /// <summary>Where a sample lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Place(long sample) => (int)sample & wrap;

    /// <summary>One sample.</summary>
    /// <param name="place">Its place; any number, wrapped.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Single(int place) => floats[place & wrap];

    /// <summary>Eight samples from a place on.</summary>
    /// <param name="place">Place of the first; any number, wrapped.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Eight(int place) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(floats), (nuint)(place & wrap));

    /// <summary>Eight samples between places: each a distance back from its own.</summary>
    /// <param name="place">Place from which the first is that far back.</param>
    /// <param name="back">Distances, at least 9.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Between(int place, Vector256<float> back)
    {
        Vector256<int> whole = Vector256.ConvertToInt32Native(back);
        Vector256<float> fraction = back - Vector256.ConvertToSingle(whole), near, far;
        int distance = whole.ToScalar();
        if (whole == Vector256.Create(distance))
        {
            near = Eight(place - distance);
            far = Eight(place - distance - 1);
        }
        else
        {
            Vector256<int> at = Vector256.Create(place) + Vector256<int>.Indices - whole;
            near = Each(at);
            far = Each(at - Vector256<int>.One);
        }

        return Lanes.Fma(fraction, far - near, near);
    }

    /// <summary>Writes a chunk.</summary>
    /// <param name="place">Place of its first sample.</param>
    /// <param name="values">The samples, at most those up to the next point of the control grid.</param>
    public void Write(int place, ReadOnlySpan<float> values)
    {
        values.CopyTo(floats.AsSpan(place, values.Length));
        Close(place);
    }

    /// <summary>Writes up to eight samples; a chunk that is written so has to be closed.</summary>
    /// <param name="place">Place of the first.</param>
    /// <param name="values">The samples.</param>
    /// <param name="count">How many of them; more than eight mean eight.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(int place, Vector256<float> values, int count)
    {
        ref float to = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(floats), place);
        if (count >= Squares.Side)
        {
            values.StoreUnsafe(ref to);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref to, i) = values.GetElement(i);
        }
    }

    /// <summary>Ends the writing of a chunk.</summary>
    /// <param name="place">Place of its first sample.</param>
    public void Close(int place)
    {
        if (place < Squares.Side)
        {
            floats.AsSpan(0, Squares.Side).CopyTo(floats.AsSpan(length));
        }
    }

    private Vector256<float> Each(Vector256<int> at) =>
        Gathers.Read(ref MemoryMarshal.GetArrayDataReference(floats), at & Vector256.Create(wrap));
}
