using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Inserts;

/// <summary>
/// Soft saturation at twice the sample rate, of four stereo layers side by side. Half-band filters of two all-pass chains
/// (Valenzuela and Constantinides, 1983; coefficients by the elliptic design, 65 dB down beyond 13.4 kHz above the band) go
/// up and come down again; they have no delay of their own to speak of, so onsets stay where they are.
/// </summary>
internal sealed class Drive
{
    /// <summary>Layers of one of these.</summary>
    public const int Seats = Lanes.Width / 2;

    // Coefficients of the chain of even samples, and of that of odd ones.
    private const float EvenInner = 0.10910604180338343f, EvenOuter = 0.6334772201668326f;
    private const float OddInner = 0.36163258249296687f, OddOuter = 0.8774434190209677f;

    private Vector256<float> push = Vector256<float>.One, back = Vector256.Create(0.5f);
    private Chains up, down;

    /// <summary>Lets a seat forget what it heard.</summary>
    public void Clear(int seat)
    {
        up.Clear(seat);
        down.Clear(seat);
    }

    /// <summary>Sets how hard a seat is driven.</summary>
    /// <param name="seat">The seat.</param>
    /// <param name="gain">Gain into the curve; what comes out is brought back by as much.</param>
    public void Set(int seat, float gain)
    {
        for (int side = 2 * seat; side < (2 * seat) + 2; side++)
        {
            Lanes.Set(ref push, side, gain);
            Lanes.Set(ref back, side, 0.5f / gain);
        }
    }

    /// <summary>Forgets, at a point of the control grid, what nobody can hear.</summary>
    public void OnGrid()
    {
        up.Flush();
        down.Flush();
    }

    /// <summary>Changes layers in place: a cubic that bends from the first and is flat at 1.5.</summary>
    /// <param name="seated">The layer in each seat; −1 for none.</param>
    /// <param name="count">Samples.</param>
    /// <param name="sums">The layers.</param>
    [SkipLocalsInit]
    public void Process(ReadOnlySpan<int> seated, int count, LayerSums sums)
    {
        Span<Vector256<float>> turned = stackalloc Vector256<float>[Squares.Side];
        ref Vector256<float> rows = ref MemoryMarshal.GetReference(turned);
        for (int at = 0; at < count; at += Squares.Side)
        {
            for (int seat = 0; seat < Seats; seat++)
            {
                bool here = seated[seat] >= 0;
                ref float from = ref Unsafe.Add(ref sums.At(Math.Max(0, seated[seat])), at);
                turned[2 * seat] = here ? Vector256.LoadUnsafe(ref from) : default;
                turned[(2 * seat) + 1] = here ? Vector256.LoadUnsafe(ref from, LayerSums.Room) : default;
            }

            Squares.Turn(ref rows);
            Bend(ref rows, Math.Min(Squares.Side, count - at));
            Squares.Turn(ref rows);
            for (int seat = 0; seat < Seats; seat++)
            {
                if (seated[seat] >= 0)
                {
                    ref float to = ref Unsafe.Add(ref sums.At(seated[seat]), at);
                    turned[2 * seat].StoreUnsafe(ref to);
                    turned[(2 * seat) + 1].StoreUnsafe(ref to, LayerSums.Room);
                }
            }
        }
    }

    // Up first and then down, so that all state stays in registers: a sample waits for the one before through single operations.
    [SkipLocalsInit]
    private void Bend(ref Vector256<float> rows, int count)
    {
        Span<Vector256<float>> twice = stackalloc Vector256<float>[2 * Squares.Side];
        ref Vector256<float> bent = ref MemoryMarshal.GetReference(twice);
        Rise(ref rows, ref bent, count);
        Fall(ref bent, ref rows, count);
    }

    private void Rise(ref Vector256<float> rows, ref Vector256<float> bent, int count)
    {
        (Vector256<float> e0, Vector256<float> e1, Vector256<float> e2) = (up.Even0, up.Even1, up.Even2);
        (Vector256<float> o1, Vector256<float> o2) = (up.Odd1, up.Odd2);
        Vector256<float> into = push;
        for (int i = 0; i < count; i++)
        {
            Vector256<float> x = Unsafe.Add(ref rows, i) * into;
            Vector256<float> a = Pass(x, EvenInner, e0, e1), b = Pass(a, EvenOuter, e1, e2);
            Vector256<float> c = Pass(x, OddInner, e0, o1), d = Pass(c, OddOuter, o1, o2);
            (e0, e1, e2, o1, o2) = (x, a, b, c, d);

            // Coming down, each chain takes the other's samples.
            Unsafe.Add(ref bent, 2 * i) = Saturate(d);
            Unsafe.Add(ref bent, (2 * i) + 1) = Saturate(b);
        }

        up = new Chains { Even0 = e0, Even1 = e1, Even2 = e2, Odd0 = e0, Odd1 = o1, Odd2 = o2 };
    }

    private void Fall(ref Vector256<float> bent, ref Vector256<float> rows, int count)
    {
        (Vector256<float> f0, Vector256<float> f1, Vector256<float> f2) = (down.Even0, down.Even1, down.Even2);
        (Vector256<float> g0, Vector256<float> g1, Vector256<float> g2) = (down.Odd0, down.Odd1, down.Odd2);
        Vector256<float> from = back;
        for (int i = 0; i < count; i++)
        {
            Vector256<float> b = Unsafe.Add(ref bent, 2 * i), d = Unsafe.Add(ref bent, (2 * i) + 1);
            Vector256<float> a = Pass(b, EvenInner, f0, f1), c = Pass(d, OddInner, g0, g1);
            (f2, g2) = (Pass(a, EvenOuter, f1, f2), Pass(c, OddOuter, g1, g2));
            (f0, f1, g0, g1) = (b, a, d, c);
            Unsafe.Add(ref rows, i) = (f2 + g2) * from;
        }

        down = new Chains { Even0 = f0, Even1 = f1, Even2 = f2, Odd0 = g0, Odd1 = g1, Odd2 = g2 };
    }

    /// <summary>An all-pass, y = c·(x − y before) + x before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pass(Vector256<float> x, float c, Vector256<float> before, Vector256<float> after) =>
        Lanes.Fma(Vector256.Create(-c), after, Lanes.Fma(Vector256.Create(c), x, before));

    /// <summary>x − 4x³/27 up to 1.5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Saturate(Vector256<float> x)
    {
        Vector256<float> limit = Vector256.Create(1.5f);
        Vector256<float> c = Vector256.MinNative(Vector256.MaxNative(x, -limit), limit);
        return Lanes.Fma(c * c, c * Vector256.Create(-4f / 27f), c);
    }

    /// <summary>What two chains of two all-passes remember: what went in, and what came out of each.</summary>
    private struct Chains
    {
        public Vector256<float> Even0, Even1, Even2, Odd0, Odd1, Odd2;

        public void Clear(int seat)
        {
            for (int side = 2 * seat; side < (2 * seat) + 2; side++)
            {
                Lanes.Set(ref Even0, side, 0);
                Lanes.Set(ref Even1, side, 0);
                Lanes.Set(ref Even2, side, 0);
                Lanes.Set(ref Odd0, side, 0);
                Lanes.Set(ref Odd1, side, 0);
                Lanes.Set(ref Odd2, side, 0);
            }
        }

        public void Flush()
        {
            (Even0, Even1, Even2) = (LaneFilter.Flushed(Even0), LaneFilter.Flushed(Even1), LaneFilter.Flushed(Even2));
            (Odd0, Odd1, Odd2) = (LaneFilter.Flushed(Odd0), LaneFilter.Flushed(Odd1), LaneFilter.Flushed(Odd2));
        }
    }
}
