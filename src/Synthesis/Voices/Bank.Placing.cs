using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Voices;

/// <content>From eight lanes side by side to what each layer hears of them.</content>
internal abstract partial class Bank
{
    private Vector256<int> layers = Vector256.Create(-1);

    /// <summary>
    /// Turns samples of eight lanes into lanes of eight samples, and adds each, from where it stands, to its layer. Gains
    /// are computed from the distance to the grid point, so where a chunk begins cannot matter.
    /// </summary>
    /// <param name="walked">Samples since the last point of the control grid.</param>
    /// <param name="count">How many.</param>
    /// <param name="rows">Eight lanes per sample.</param>
    /// <param name="sums">The layers.</param>
    /// <param name="lanes">Bit n is set for lanes that sounded.</param>
    [SkipLocalsInit]
    private void Place(int walked, int count, ref float rows, LayerSums sums, int lanes)
    {
        Span<Vector256<float>> turned = stackalloc Vector256<float>[Squares.Side];
        ref Vector256<float> first = ref MemoryMarshal.GetReference(turned);
        for (int at = 0; at < count; at += Squares.Side)
        {
            for (int i = 0; i < Squares.Side; i++)
            {
                Unsafe.Add(ref first, i) = Vector256.LoadUnsafe(ref rows, (nuint)((at + i) * Lanes.Width));
            }

            Squares.Turn(ref first);
            Vector256<float> time = Vector256.Create((float)(walked + at)) + Vector256.ConvertToSingle(Vector256<int>.Indices);
            for (int rest = lanes; rest != 0;)
            {
                int layer = layers.GetElement(BitOperations.TrailingZeroCount(rest));
                int mine = (int)Vector256.Equals(layers, Vector256.Create(layer)).ExtractMostSignificantBits() & rest;
                rest &= ~mine;
                AddTo(ref Unsafe.Add(ref sums.At(layer), at), sums.Has(layer), mine, ref first, time);
            }
        }

        for (int rest = lanes; rest != 0; rest &= rest - 1)
        {
            sums.Mark(layers.GetElement(BitOperations.TrailingZeroCount(rest)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddTo(ref float sum, bool add, int lanes, ref Vector256<float> turned, Vector256<float> time)
    {
        const nuint Right = LayerSums.Room, Room = 2 * LayerSums.Room;
        Vector256<float> l = default, r = default, s = default;
        if (add)
        {
            l = Vector256.LoadUnsafe(ref sum);
            r = Vector256.LoadUnsafe(ref sum, Right);
            s = Vector256.LoadUnsafe(ref sum, Room);
        }

        for (; lanes != 0; lanes &= lanes - 1)
        {
            int lane = BitOperations.TrailingZeroCount(lanes);
            Vector256<float> y = Unsafe.Add(ref turned, lane);
            l = Lanes.Fma(y, leftGain.At(lane, time), l);
            r = Lanes.Fma(y, rightGain.At(lane, time), r);
            s = Lanes.Fma(y, Vector256.Create(Lanes.Get(ref send, lane)), s);
        }

        l.StoreUnsafe(ref sum);
        r.StoreUnsafe(ref sum, Right);
        s.StoreUnsafe(ref sum, Room);
    }
}
