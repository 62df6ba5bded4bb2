using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SessionService.Synthesis.Dsp;

/// <summary>
/// Eight voices side by side. A lane's arithmetic never depends on the other lanes nor on where a block begins, so a
/// sample comes out the same however rendering is cut. Fused multiply-adds are written out; the compiler contracts none.
/// </summary>
internal static class Lanes
{
    /// <summary>Lanes of a bank.</summary>
    public const int Width = 8;

    private const float InverseTurn = 1f / 4294967296f;

    /// <summary>Sets one lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(ref Vector256<float> vector, int lane, float value) =>
        Unsafe.Add(ref Unsafe.As<Vector256<float>, float>(ref vector), lane) = value;

    /// <summary>Sets one lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(ref Vector256<int> vector, int lane, int value) =>
        Unsafe.Add(ref Unsafe.As<Vector256<int>, int>(ref vector), lane) = value;

    /// <summary>Reads one lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Get(ref Vector256<float> vector, int lane) =>
        Unsafe.Add(ref Unsafe.As<Vector256<float>, float>(ref vector), lane);

    /// <summary>Reads one lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Get(ref Vector256<int> vector, int lane) =>
        Unsafe.Add(ref Unsafe.As<Vector256<int>, int>(ref vector), lane);

    /// <summary>a × b + c, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Fma(Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
        Vector256.FusedMultiplyAdd(a, b, c);

    /// <summary>
    /// Sine of a phase in units of 2⁻³² turns. cos(πz/2) as (1 − z²)·q(z²), least squares at Chebyshev nodes; the error
    /// is below 10⁻⁷ and the zeros are exact.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sin(Vector256<int> phase)
    {
        Vector256<float> p = Vector256.ConvertToSingle(phase);
        return Arch(Fma(Vector256.Abs(p), Vector256.Create(-4f * InverseTurn), Vector256.Create(1f)), p);
    }

    /// <summary>Sine of turns between −0.5 and 0.5, as above; up to 0.63 either way the error stays below 10⁻³.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SinOfTurns(Vector256<float> turns) =>
        Arch(Fma(Vector256.Abs(turns), Vector256.Create(-4f), Vector256.Create(1f)), turns);

    // cos(πz/2) with the sign of another number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Arch(Vector256<float> z, Vector256<float> signed)
    {
        Vector256<float> w = z * z;
        Vector256<float> above = Fma(w, Vector256.Create(-0.00085684518f), Vector256.Create(0.019951421f));
        Vector256<float> below = Fma(w, Vector256.Create(-0.23369805f), Vector256.Create(0.99999995f));
        return (Vector256.Create(1f) - w) * Fma(w * w, above, below) ^ (signed & Vector256.Create(-0f));
    }

    /// <summary>Two to the power of each lane, for |x| below 120; relative error below 3·10⁻⁷.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp2(Vector256<float> x)
    {
        Vector256<float> floor = Vector256.Floor(x);
        Vector256<float> f = x - floor;
        Vector256<float> q = Fma(f, Vector256.Create(-0.0018955586f), Vector256.Create(-0.010846117f));
        q = Fma(f, q, Vector256.Create(-0.06669947f));
        q = Fma(f, q, Vector256.Create(-0.30684703f));
        Vector256<float> mantissa = Fma(f * (Vector256.Create(1f) - f), q, Vector256.Create(1f) + f);
        Vector256<int> exponent = Vector256.ConvertToInt32Native(floor) + Vector256.Create(127);
        return mantissa * (exponent << 23).AsSingle();
    }

    /// <summary>Tangent for 0 to 1.45 (Padé approximant of order 5 over 4); relative error below 10⁻³.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tan(Vector256<float> x)
    {
        Vector256<float> s = x * x;
        Vector256<float> top = x * Fma(s, s - Vector256.Create(105f), Vector256.Create(945f));
        Vector256<float> bottom = Fma(s, Fma(s, Vector256.Create(15f), Vector256.Create(-420f)), Vector256.Create(945f));
        return top / bottom;
    }

    /// <summary>Next state of a xorshift generator per lane (Marsaglia, 2003; triple 13, 17, 5). Zero stays zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> NextNoise(Vector256<int> state)
    {
        state ^= state << 13;
        state ^= Vector256.ShiftRightLogical(state, 17);
        return state ^ (state << 5);
    }

    /// <summary>
    /// Sawtooth from −1 up to 1 with a two-point polynomial residual at its jump (Välimäki and Huovilainen, 2007).
    /// </summary>
    /// <param name="phase">Phase, 2⁻³² turns; the jump is where it overflows.</param>
    /// <param name="perHalfTurn">1 / (2 × phase step in turns).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Saw(Vector256<int> phase, Vector256<float> perHalfTurn)
    {
        Vector256<float> s = Vector256.ConvertToSingle(phase) * Vector256.Create(2f * InverseTurn);
        Vector256<float> distance = Vector256.Create(1f) - Vector256.Abs(s);
        Vector256<float> near = Vector256.MaxNative(Fma(-distance, perHalfTurn, Vector256.Create(1f)), Vector256<float>.Zero);
        return s - (near * near | (s & Vector256.Create(-0f)));
    }

    /// <summary>
    /// Triangle from −1 to 1, zero where the phase is, without correction: its harmonics fall so fast that for low notes
    /// what folds back is as far below as with a saw's.
    /// </summary>
    /// <param name="phase">Phase, 2⁻³² turns.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Triangle(Vector256<int> phase)
    {
        Vector256<float> s = Vector256.ConvertToSingle(phase) * Vector256.Create(4f * InverseTurn), away = Vector256.Abs(s);
        return Vector256.MinNative(away, Vector256.Create(2f) - away) | (s & Vector256.Create(-0f));
    }

    /// <summary>A wave of <see cref="Wavetables"/>, at full scale of its integers.</summary>
    /// <param name="tables">First element of the tables.</param>
    /// <param name="offset">Where each lane's table begins.</param>
    /// <param name="phase">Phase, 2⁻³² turns.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Read(ref int tables, Vector256<int> offset, Vector256<int> phase)
    {
        const int FractionBits = 32 - Wavetables.IndexBits;
        Vector256<int> word = Gathers.Read(ref tables, Vector256.ShiftRightLogical(phase, FractionBits) + offset);
        Vector256<float> fraction = Vector256.ConvertToSingle(phase & Vector256.Create((1 << FractionBits) - 1));
        Vector256<float> near = Vector256.ConvertToSingle(word >> 16);
        Vector256<float> far = Vector256.ConvertToSingle((word << 16) >> 16);
        return Fma(fraction * Vector256.Create(1f / (1 << FractionBits)), far - near, near);
    }

    /// <summary>The same for the lower four lanes.</summary>
    /// <param name="tables">First element of the tables.</param>
    /// <param name="offset">Where each lane's table begins.</param>
    /// <param name="phase">Phase, 2⁻³² turns.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Read(ref int tables, Vector128<int> offset, Vector128<int> phase)
    {
        const int FractionBits = 32 - Wavetables.IndexBits;
        Vector128<int> word = Gathers.Read(ref tables, Vector128.ShiftRightLogical(phase, FractionBits) + offset);
        Vector128<float> fraction = Vector128.ConvertToSingle(phase & Vector128.Create((1 << FractionBits) - 1));
        Vector128<float> near = Vector128.ConvertToSingle(word >> 16);
        Vector128<float> far = Vector128.ConvertToSingle((word << 16) >> 16);
        return Vector128.FusedMultiplyAdd(fraction * Vector128.Create(1f / (1 << FractionBits)), far - near, near);
    }
}
