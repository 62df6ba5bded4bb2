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
        for (int i = 0; i < squares; i++)
        {
            Squares.Turn(ref Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref rows, i * Square)));
        }

        for (; lanes != 0; lanes &= lanes - 1)
        {
            int lane = BitOperations.TrailingZeroCount(lanes), layer = Lanes.Get(ref layers, lane);
            if (!sums.Has(layer))
            {
                sums.Clear(layer);
                sums.Mark(layer);
            }

            AddTo(ref sums.At(layer), ref Unsafe.Add(ref rows, lane * Squares.Side), lane, walked, squares);
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
}
