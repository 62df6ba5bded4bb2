using System.Runtime.Intrinsics;

namespace SessionService.Synthesis.Mastering;

/// <summary>
/// Brings what is played to the target loudness over seconds, as a hand on the fader would. It weighs the signal after
/// ITU-R BS.1770-4 (both stages, 48 kHz coefficients), holds still in pauses, never moves more than 9 dB, and finds
/// its place within the first seconds.
/// </summary>
internal sealed class Leveller
{
    /// <summary>Loudness it leads to, LUFS, behind the limiter.</summary>
    public const double TargetLufs = -18;

    private const double Lift = 9, Cut = 9;
    private const double WindowRate = 64 / (48_000 * 2.2), GainRate = 64 / (48_000 * 1.8);

    // Blocks at the beginning that count for more, and over which the hand is quicker: 4 s, four times.
    private const int Opening = 3_000, Prior = 300;

    // −50 LUFS: quieter is a pause.
    private const double GateEnergy = 1.17e-5;

    private Vector256<double> state1, state2, last;
    private double sum, gainDb;
    private int opened;
    private double energy = Math.Pow(10, (TargetLufs + 0.691) / 10);

    /// <summary>The gain it asks for, dB.</summary>
    public double GainDb => gainDb;

    /// <summary>
    /// Weighs what was played between two points of the control grid. The second filter works on the first one's result of
    /// the sample before. States are written through what they become without feedback, so that a sample waits for the
    /// one before through one operation.
    /// </summary>
    /// <param name="left">Left, a grid's length.</param>
    /// <param name="right">Right.</param>
    public void Weigh(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        const double B0 = 1.53512485958697, B1 = -2.69169618940638, B2 = 1.19839281085285;
        const double A1 = -1.69065929318241, A2 = 0.73248077421585, C1 = -1.99004745483398, C2 = 0.99007225036621;
        Vector256<double> now = Vector256.Create(B0, B0, 1, 1), ring1 = Vector256.Create(-A1, -A1, -C1, -C1), ring2 = Vector256.Create(-A2, -A2, -C2, -C2);
        Vector256<double> in1 = Vector256.Create(B1 - (A1 * B0), B1 - (A1 * B0), -2 - C1, -2 - C1);
        Vector256<double> in2 = Vector256.Create(B2 - (A2 * B0), B2 - (A2 * B0), 1 - C2, 1 - C2);
        (Vector256<double> s1, Vector256<double> s2, Vector256<double> y, Vector256<double> total) = (state1, state2, last, default);
        for (int i = 0; i < left.Length; i++)
        {
            Vector256<double> x = Vector256.Create(Vector128.Create((double)left[i], right[i]), y.GetLower());
            y = Vector256.FusedMultiplyAdd(x, now, s1);
            Vector256<double> next = Vector256.FusedMultiplyAdd(ring1, s1, Vector256.FusedMultiplyAdd(in1, x, s2));
            s2 = Vector256.FusedMultiplyAdd(ring2, s1, in2 * x);
            s1 = next;
            total = Vector256.FusedMultiplyAdd(y, y, total);
        }

        (state1, state2, last) = (Flushed(s1), Flushed(s2), y);
        sum = total.GetElement(2) + total.GetElement(3);
    }

    /// <summary>Moves the gain at a point of the control grid.</summary>
    /// <param name="level">The gain that what was weighed had got already, linear.</param>
    public void OnGrid(double level)
    {
        double block = sum / (64 * level * level);
        if (block < GateEnergy)
        {
            return;
        }

        opened = Math.Min(opened + 1, Opening);
        energy += Math.Max(WindowRate, 1.0 / (opened + Prior)) * (block - energy);
        double loudness = -0.691 + (10 * Math.Log10(energy));
        double wanted = Math.Clamp(TargetLufs - loudness, -Cut, Lift);
        gainDb += (opened < Opening ? 4 * GainRate : GainRate) * (wanted - gainDb);
    }

    private static Vector256<double> Flushed(Vector256<double> state) =>
        state & Vector256.GreaterThan(Vector256.Abs(state), Vector256.Create(1e-30));
}
