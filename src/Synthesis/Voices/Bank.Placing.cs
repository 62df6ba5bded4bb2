using System.Numerics;
using System.Runtime.CompilerServices;
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
    /// <param name="rows">Eight lanes per sample; turned.</param>
    /// <param name="sums">The layers.</param>
    /// <param name="lanes">Bit n is set for lanes that sounded.</param>
    private void Place(int walked, int count, ref float rows, LayerSums sums, int lanes)
    {
        const int Square = Squares.Side * Squares.Side;
        int squares = (count + Squares.Side - 1) / Squares.Side;
        bool upper = (lanes & 0xF0) != 0;
        for (int i = 0; i < squares; i++)
        {
            ref Vector256<float> square = ref Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref rows, i * Square));
            if (upper)
            {
                Squares.Turn(ref square);
            }
            else
            {
                Squares.TurnLower(ref square);
            }
        }

        while (lanes != 0)
        {
            int lane = BitOperations.TrailingZeroCount(lanes), layer = Lanes.Get(ref layers, lane);
            lanes &= lanes - 1;
            if (!sums.Has(layer))
            {
                sums.Clear(layer);
                sums.Mark(layer);
            }

            int next = BitOperations.TrailingZeroCount(lanes);
            if (lanes != 0 && Lanes.Get(ref layers, next) == layer)
            {
                lanes &= lanes - 1;
                AddTwo(ref sums.At(layer), ref rows, lane, next, walked, squares);
            }
            else
            {
                AddTo(ref sums.At(layer), ref Unsafe.Add(ref rows, lane * Squares.Side), lane, walked, squares);
            }
        }
    }

    private void AddTo(ref float sum, ref float lane, int index, int walked, int squares)
    {
        const nuint Square = Squares.Side * Squares.Side, Right = LayerSums.Room, Reverb = 2 * LayerSums.Room;
        Vector256<float> time = Vector256.Create((float)walked) + Vector256.ConvertToSingle(Vector256<int>.Indices);
        (Vector256<float> left, Vector256<float> leftStep) = leftGain.Of(index);
        (Vector256<float> right, Vector256<float> rightStep) = rightGain.Of(index);
        Vector256<float> room = Vector256.Create(Lanes.Get(ref send, index));
        for (nuint at = 0, from = 0; at < (nuint)squares * Squares.Side; at += Squares.Side, from += Square)
        {
            Vector256<float> y = Vector256.LoadUnsafe(ref lane, from);
            Lanes.Fma(y, Lanes.Fma(leftStep, time, left), Vector256.LoadUnsafe(ref sum, at)).StoreUnsafe(ref sum, at);
            Lanes.Fma(y, Lanes.Fma(rightStep, time, right), Vector256.LoadUnsafe(ref sum, at + Right)).StoreUnsafe(ref sum, at + Right);
            Lanes.Fma(y, room, Vector256.LoadUnsafe(ref sum, at + Reverb)).StoreUnsafe(ref sum, at + Reverb);
            time += Vector256.Create((float)Squares.Side);
        }
    }

    // Neighbours of one layer, one after the other as above, but the layer's sums are read and written once for both.
    private void AddTwo(ref float sum, ref float rows, int one, int other, int walked, int squares)
    {
        const nuint Square = Squares.Side * Squares.Side, Right = LayerSums.Room, Reverb = 2 * LayerSums.Room;
        ref float first = ref Unsafe.Add(ref rows, one * Squares.Side), second = ref Unsafe.Add(ref rows, other * Squares.Side);
        Vector256<float> time = Vector256.Create((float)walked) + Vector256.ConvertToSingle(Vector256<int>.Indices);
        (Vector256<float> left1, Vector256<float> leftStep1) = leftGain.Of(one);
        (Vector256<float> right1, Vector256<float> rightStep1) = rightGain.Of(one);
        (Vector256<float> left2, Vector256<float> leftStep2) = leftGain.Of(other);
        (Vector256<float> right2, Vector256<float> rightStep2) = rightGain.Of(other);
        Vector256<float> room1 = Vector256.Create(Lanes.Get(ref send, one)), room2 = Vector256.Create(Lanes.Get(ref send, other));
        for (nuint at = 0, from = 0; at < (nuint)squares * Squares.Side; at += Squares.Side, from += Square)
        {
            Vector256<float> y = Vector256.LoadUnsafe(ref first, from), z = Vector256.LoadUnsafe(ref second, from);
            Vector256<float> l = Lanes.Fma(y, Lanes.Fma(leftStep1, time, left1), Vector256.LoadUnsafe(ref sum, at));
            Vector256<float> r = Lanes.Fma(y, Lanes.Fma(rightStep1, time, right1), Vector256.LoadUnsafe(ref sum, at + Right));
            Vector256<float> s = Lanes.Fma(y, room1, Vector256.LoadUnsafe(ref sum, at + Reverb));
            Lanes.Fma(z, Lanes.Fma(leftStep2, time, left2), l).StoreUnsafe(ref sum, at);
            Lanes.Fma(z, Lanes.Fma(rightStep2, time, right2), r).StoreUnsafe(ref sum, at + Right);
            Lanes.Fma(z, room2, s).StoreUnsafe(ref sum, at + Reverb);
            time += Vector256.Create((float)Squares.Side);
        }
    }
}
