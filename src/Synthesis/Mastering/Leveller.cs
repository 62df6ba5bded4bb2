using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SessionService.Synthesis.Mastering;

/// <summary>
/// Brings what is played to the target loudness over seconds, as a hand on the fader would. It weighs the signal after
/// ITU-R BS.1770-4 (both stages, 48 kHz coefficients), holds still in pauses, never moves more than 9 dB, and finds
/// its place within the first seconds.
/// </summary>
internal sealed class Leveller
{
    /// <summary>Loudness it leads to, LUFS, before the limiter.</summary>
    public const double TargetLufs = -18;

    private const double Lift = 9, Cut = 9;
    private const double QuickRate = 64 / (48_000 * 0.2);
    private const double WindowRate = 64 / (48_000 * 1.3), GainRate = 64 / (48_000 * 1.1);

    // Blocks at the beginning that count for more, and over which the hand is quicker: 4 s, two and a half times.
    private const int Opening = 3_000, Prior = 300;

    // −50 LUFS: quieter is a pause. What is 7 dB under the rest is nearly one as well, somewhat as for the meter's relative gate; it may be
    // what is to come, so it counts a little.
    private const double GateEnergy = 1.17e-5, RelativeGate = 0.2, InPause = 0.05;

    private Vector128<float> state1, state2, last;
    private double sum, gainDb;
    private int opened;
    private double energy = Math.Pow(10, (TargetLufs + 0.691) / 10), quick = Math.Pow(10, (TargetLufs + 0.691) / 10);

    /// <summary>The gain it asks for, dB.</summary>
    public double GainDb => gainDb;

    /// <summary>
    /// Weighs what was played between two points of the control grid. The second filter works on the first one's result of
    /// the sample before. States are written through what they become without feedback, so that a sample waits for the
    /// one before through one operation. Single precision moves the loudness by less than a hundredth of a decibel.
    /// </summary>
    /// <param name="played">Interleaved stereo, a grid's length.</param>
    public void Weigh(ReadOnlySpan<float> played)
    {
        const float B0 = 1.53512485958697f, B1 = -2.69169618940638f, B2 = 1.19839281085285f;
        const double A1 = -1.69065929318241, A2 = 0.73248077421585, C1 = -1.99004745483398, C2 = 0.99007225036621;
        const float In1 = (float)(B1 - (A1 * B0)), In2 = (float)(B2 - (A2 * B0)), On1 = (float)(-2 - C1), On2 = (float)(1 - C2);
        Vector128<float> now = Vector128.Create(B0, B0, 1, 1), in1 = Vector128.Create(In1, In1, On1, On1), in2 = Vector128.Create(In2, In2, On2, On2);
        Vector128<float> ring1 = Vector128.Create((float)-A1, (float)-A1, (float)-C1, (float)-C1);
        Vector128<float> ring2 = Vector128.Create((float)-A2, (float)-A2, (float)-C2, (float)-C2);
        (Vector128<float> s1, Vector128<float> s2, Vector128<float> y, Vector128<float> total) = (state1, state2, last, default);
        ref float from = ref MemoryMarshal.GetReference(played);
        for (int i = 0; i < played.Length; i += 2)
        {
            double pair = Unsafe.ReadUnaligned<double>(ref Unsafe.As<float, byte>(ref Unsafe.Add(ref from, i)));
            Vector128<float> x = Vector128.Create(pair, y.AsDouble().ToScalar()).AsSingle();
            y = Vector128.FusedMultiplyAdd(x, now, s1);
            Vector128<float> next = Vector128.FusedMultiplyAdd(ring1, s1, Vector128.FusedMultiplyAdd(in1, x, s2));
            s2 = Vector128.FusedMultiplyAdd(ring2, s1, in2 * x);
            s1 = next;
            total = Vector128.FusedMultiplyAdd(y, y, total);
        }

        (state1, state2, last) = (Flushed(s1), Flushed(s2), y);
        sum = total[2] + (double)total[3];
    }

    /// <summary>Moves the gain at a point of the control grid.</summary>
    /// <param name="level">The gain that what was weighed had got already, linear.</param>
    public void OnGrid(double level)
    {
        double block = sum / (64 * level * level);
        quick += QuickRate * (block - quick);
        if (quick < GateEnergy)
        {
            return;
        }

        double counts = quick < RelativeGate * energy ? InPause : 1;
        opened = Math.Min(opened + 1, Opening);
        energy += counts * Math.Max(WindowRate, 1.0 / (opened + Prior)) * (block - energy);
        double loudness = -0.691 + (10 * MathF.Log10((float)energy));
        double wanted = Math.Clamp(TargetLufs - loudness, -Cut, Lift);
        gainDb += counts * (opened < Opening ? 2.5 * GainRate : GainRate) * (wanted - gainDb);
    }

    private static Vector128<float> Flushed(Vector128<float> state) =>
        state & Vector128.GreaterThan(Vector128.Abs(state), Vector128.Create(1e-15f));
}
