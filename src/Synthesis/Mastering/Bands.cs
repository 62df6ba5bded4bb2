using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Music.Time;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Mastering;

/// <summary>
/// The master's three bands: below 180 Hz, above 3.6 kHz and between, by one-pole filters whose sum is the whole again.
/// The low band is mono; what differs between left and right above it is kept 12 dB per octave away from the bass and
/// made wider or narrower. Only the poles run sample by sample.
/// </summary>
internal sealed class Bands
{
    private const double LowHz = 180, HighHz = 3_600, SideHz = 130;
    private const float Silent = 1e-12f;

    private static readonly float LowShare = One(LowHz), HighShare = One(HighHz), SideShare = One(SideHz);

    // Of the part between two points of the control grid that has been played.
    private readonly float[] all = new float[LayerSums.Room], lows = new float[LayerSums.Room], below = new float[LayerSums.Room];
    private readonly float[] side = new float[LayerSums.Room];
    private float low, under, side1, side2;

    /// <summary>Splits samples and puts them together again with gains for each band, in place.</summary>
    /// <param name="walked">Samples since the last point of the control grid.</param>
    /// <param name="left">Left; room for seven floats more.</param>
    /// <param name="right">Right.</param>
    /// <param name="count">Samples.</param>
    /// <param name="gains">Gains of low, middle and high band and of what differs between the sides, at that point.</param>
    /// <param name="steps">Their change per sample.</param>
    public void Process(int walked, Span<float> left, Span<float> right, int count, Vector128<float> gains, Vector128<float> steps)
    {
        Vector256<float> half = Vector256.Create(0.5f);
        ref float l = ref Eights(left, count), r = ref Eights(right, count), mono = ref all[walked], toSide = ref side[walked];
        for (nuint at = 0; at < (nuint)count; at += Squares.Side)
        {
            Vector256<float> one = Vector256.LoadUnsafe(ref l, at), other = Vector256.LoadUnsafe(ref r, at);
            ((one + other) * half).StoreUnsafe(ref mono, at);
            ((one - other) * half).StoreUnsafe(ref toSide, at);
        }

        Filter(walked, count);
        ref float toLow = ref lows[walked], toBelow = ref below[walked];
        Vector256<float> time = Vector256.Create((float)walked) + Vector256.ConvertToSingle(Vector256<int>.Indices);
        for (nuint at = 0; at < (nuint)count; at += Squares.Side, time += Vector256.Create((float)Squares.Side))
        {
            Vector256<float> whole = Vector256.LoadUnsafe(ref mono, at), deep = Vector256.LoadUnsafe(ref toLow, at);
            Vector256<float> lower = Vector256.LoadUnsafe(ref toBelow, at);
            Vector256<float> mid = Lanes.Fma(whole - lower, Gain(gains, steps, 2, time),
                Lanes.Fma(lower - deep, Gain(gains, steps, 1, time), deep * Gain(gains, steps, 0, time)));
            Vector256<float> apart = Vector256.LoadUnsafe(ref toSide, at) * Gain(gains, steps, 3, time);
            (mid + apart).StoreUnsafe(ref l, at);
            (mid - apart).StoreUnsafe(ref r, at);
        }
    }

    private static ref float Eights(Span<float> buffer, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((count + 7) & ~7, buffer.Length, nameof(count));
        return ref MemoryMarshal.GetReference(buffer);
    }

    /// <summary>Mean squares of low, middle and high since the last point of the control grid; forgets what nobody hears.</summary>
    public (float Low, float Middle, float High) TakePower()
    {
        Vector256<float> l = default, m = default, h = default;
        for (int at = 0; at < LaneRamp.Grid; at += Squares.Side)
        {
            Vector256<float> whole = Load(all, at), deep = Load(lows, at), lower = Load(below, at);
            l = Lanes.Fma(deep, deep, l);
            m = Lanes.Fma(lower - deep, lower - deep, m);
            h = Lanes.Fma(whole - lower, whole - lower, h);
        }

        (low, under, side1, side2) = (Heard(low), Heard(under), Heard(side1), Heard(side2));
        const float Share = 1f / LaneRamp.Grid;
        return (Vector256.Sum(l) * Share, Vector256.Sum(m) * Share, Vector256.Sum(h) * Share);
    }

    // What differs between the sides is filtered in place.
    private void Filter(int walked, int count)
    {
        float l = low, u = under, s1 = side1, s2 = side2;
        float keepLow = 1 - LowShare, keepHigh = 1 - HighShare, keepSide = 1 - SideShare;
        ref float from = ref all[walked], apart = ref side[walked], toLow = ref lows[walked], toBelow = ref below[walked];
        for (int i = 0; i < count; i++)
        {
            float x = Unsafe.Add(ref from, i), d = Unsafe.Add(ref apart, i);
            l = MathF.FusedMultiplyAdd(keepLow, l, LowShare * x);
            u = MathF.FusedMultiplyAdd(keepHigh, u, HighShare * x);
            s1 = MathF.FusedMultiplyAdd(keepSide, s1, SideShare * d);
            float high = d - s1;
            s2 = MathF.FusedMultiplyAdd(keepSide, s2, SideShare * high);
            Unsafe.Add(ref toLow, i) = l;
            Unsafe.Add(ref toBelow, i) = u;
            Unsafe.Add(ref apart, i) = high - s2;
        }

        (low, under, side1, side2) = (l, u, s1, s2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(float[] from, int at) => Vector256.Create<float>(from.AsSpan(at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Gain(Vector128<float> gains, Vector128<float> steps, int band, Vector256<float> time) =>
        Lanes.Fma(Vector256.Create(steps.GetElement(band)), time, Vector256.Create(gains.GetElement(band)));

    private static float Heard(float state) => Math.Abs(state) > Silent ? state : 0;

    private static float One(double hertz) => (float)(1 - Math.Exp(-2 * Math.PI * hertz / MusicalTime.SampleRate));
}
