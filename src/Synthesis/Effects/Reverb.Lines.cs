using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Effects;

/// <content>
/// The eight lines. What a chunk hears of them is read line by line, damped sample by sample with the lines side by side,
/// and mixed and written back eight samples at a time.
/// </content>
internal sealed partial class Reverb
{
    private const int Stride = Length + Squares.Side, Square = Squares.Side * Squares.Side;

    // The lines one after the other, each as a Ring: its first eight once more behind its last.
    private readonly float[] lines = new float[Stride * Lanes.Width];

    // Squares of eight lines and eight samples.
    private readonly float[] heard = new float[LayerSums.Room * Lanes.Width];

    private void Circulate(long sample, int count, Span<float> left, Span<float> right)
    {
        int place = (int)sample & (Length - 1);
        Vector256<float> time = Vector256.Create((float)(sample & (Grid - 1))) + Vector256.ConvertToSingle(Vector256<int>.Indices);
        for (int line = 0; line < Lanes.Width; line++)
        {
            Hear(line, place, count, time);
        }

        Damp(count);
        for (int at = 0; at < count; at += Squares.Side)
        {
            ref float square = ref heard[at * Lanes.Width];
            Mix(ref Unsafe.As<float, Vector256<float>>(ref square), Vector256.Create<float>(delayed.AsSpan(at)) * Vector256.Create(0.55f),
                ref left[at], ref right[at]);
            Return(ref square, place + at, count - at);
        }

        for (int i = 0; place < Squares.Side && i < Lanes.Width; i++)
        {
            lines.AsSpan(i * Stride, Squares.Side).CopyTo(lines.AsSpan((i * Stride) + Length));
        }
    }

    /// <summary>Reads a line between its samples: each is a distance back from its own place.</summary>
    private void Hear(int line, int place, int count, Vector256<float> time)
    {
        Vector256<float> from = Vector256.Create(Lanes.Get(ref distance, line)), by = Vector256.Create(Lanes.Get(ref step, line));
        float walked = time.ToScalar(), last = walked + ((count - 1) | (Squares.Side - 1));
        int whole = (int)MathF.FusedMultiplyAdd(by.ToScalar(), walked, from.ToScalar());
        if (whole != (int)MathF.FusedMultiplyAdd(by.ToScalar(), last, from.ToScalar()))
        {
            HearSwaying(line, place, count, time);
            return;
        }

        // The line sways by less than a twentieth of a sample from one grid point to the next: mostly it passes no whole one.
        ref float begin = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(lines), line * Stride);
        ref float to = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(heard), line * Squares.Side);
        Vector256<float> less = Vector256.Create((float)whole);
        for (int at = 0, away = place - whole; at < count; at += Squares.Side, away += Squares.Side)
        {
            Vector256<float> near = Vector256.LoadUnsafe(ref begin, (nuint)(away & (Length - 1)));
            Vector256<float> far = Vector256.LoadUnsafe(ref begin, (nuint)((away - 1) & (Length - 1)));
            Lanes.Fma(Lanes.Fma(by, time, from) - less, far - near, near).StoreUnsafe(ref to, (nuint)(at * Lanes.Width));
            time += Vector256.Create((float)Squares.Side);
        }
    }

    // As above, where every sample has a distance of its own.
    private void HearSwaying(int line, int place, int count, Vector256<float> time)
    {
        Vector256<float> from = Vector256.Create(Lanes.Get(ref distance, line)), by = Vector256.Create(Lanes.Get(ref step, line));
        ref float begin = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(lines), line * Stride);
        ref float to = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(heard), line * Squares.Side);
        Vector256<int> wrap = Vector256.Create(Length - 1), places = Vector256.Create(place) + Vector256<int>.Indices;
        for (int at = 0; at < count; at += Squares.Side)
        {
            Vector256<float> back = Lanes.Fma(by, time, from);
            Vector256<int> whole = Vector256.ConvertToInt32Native(back), each = places - whole;
            Vector256<float> near = Gathers.Read(ref begin, each & wrap), far = Gathers.Read(ref begin, (each - Vector256<int>.One) & wrap);
            Lanes.Fma(back - Vector256.ConvertToSingle(whole), far - near, near).StoreUnsafe(ref to, (nuint)(at * Lanes.Width));
            time += Vector256.Create((float)Squares.Side);
            places += Vector256.Create(Squares.Side);
        }
    }

    /// <summary>Takes highs and level from every line.</summary>
    private void Damp(int count)
    {
        Vector256<float> state = low, kept = keep, share = damp, undamped = Vector256<float>.One - damp, top = loudest;
        ref float begin = ref MemoryMarshal.GetArrayDataReference(heard);
        for (int at = 0; at < count; at += Squares.Side)
        {
            ref Vector256<float> rows = ref Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref begin, at * Lanes.Width));
            Squares.Turn(ref rows);
            int here = Math.Min(Squares.Side, count - at);
            for (int i = 0; i < here; i++)
            {
                state = Lanes.Fma(undamped, state, Unsafe.Add(ref rows, i) * share);
                Unsafe.Add(ref rows, i) = state * kept;
                top = Vector256.MaxNative(top, Vector256.Abs(state));
            }

            Squares.Turn(ref rows);
        }

        (low, loudest) = (state, top);
    }

    /// <summary>
    /// Sums and differences of all lines: every line feeds every line. Grows by √8, which the gains undo. What comes in is
    /// added to lines 0, 2, 3 and 5 and taken from the others; lines 1 and 2 are heard.
    /// </summary>
    private static void Mix(ref Vector256<float> rows, Vector256<float> x, ref float left, ref float right)
    {
        Vector256<float> a0 = rows, a1 = Unsafe.Add(ref rows, 1), a2 = Unsafe.Add(ref rows, 2), a3 = Unsafe.Add(ref rows, 3);
        Vector256<float> a4 = Unsafe.Add(ref rows, 4), a5 = Unsafe.Add(ref rows, 5), a6 = Unsafe.Add(ref rows, 6), a7 = Unsafe.Add(ref rows, 7);
        (a0, a1, a2, a3, a4, a5, a6, a7) = (a0 + a1, a0 - a1, a2 + a3, a2 - a3, a4 + a5, a4 - a5, a6 + a7, a6 - a7);
        (a0, a1, a2, a3, a4, a5, a6, a7) = (a0 + a2, a1 + a3, a0 - a2, a1 - a3, a4 + a6, a5 + a7, a4 - a6, a5 - a7);
        (a0, a1, a2, a3, a4, a5, a6, a7) = (a0 + a4, a1 + a5, a2 + a6, a3 + a7, a0 - a4, a1 - a5, a2 - a6, a3 - a7);
        a1.StoreUnsafe(ref left);
        a2.StoreUnsafe(ref right);
        rows = a0 + x;
        Unsafe.Add(ref rows, 1) = a1 - x;
        Unsafe.Add(ref rows, 2) = a2 + x;
        Unsafe.Add(ref rows, 3) = a3 + x;
        Unsafe.Add(ref rows, 4) = a4 - x;
        Unsafe.Add(ref rows, 5) = a5 + x;
        Unsafe.Add(ref rows, 6) = a6 - x;
        Unsafe.Add(ref rows, 7) = a7 - x;
    }

    private void Return(ref float square, int place, int count)
    {
        ref float to = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(lines), place);
        for (nuint i = 0; i < Square && count >= Squares.Side; i += Squares.Side)
        {
            Vector256.LoadUnsafe(ref square, i).StoreUnsafe(ref to);
            to = ref Unsafe.Add(ref to, Stride);
        }

        for (int i = 0; i < Square && count < Squares.Side; i += Squares.Side)
        {
            for (int n = 0; n < count; n++)
            {
                Unsafe.Add(ref to, n) = Unsafe.Add(ref square, i + n);
            }

            to = ref Unsafe.Add(ref to, Stride);
        }
    }
}
