using System.Runtime.CompilerServices;
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

    /// <summary>Weighs a sample. The second filter works on the first one's result of the sample before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Weigh(float left, float right)
    {
        const double B0 = 1.53512485958697, B1 = -2.69169618940638, B2 = 1.19839281085285;
        const double A1 = -1.69065929318241, A2 = 0.73248077421585, C1 = -1.99004745483398, C2 = 0.99007225036621;
        const double Tiny = 1e-12;
        Vector256<double> x = Vector256.Create(Vector128.Create((double)left, right), last.GetLower());
        Vector256<double> y = (x * Vector256.Create(B0, B0, 1, 1)) + state1;
        state1 = (x * Vector256.Create(B1, B1, -2, -2)) - (y * Vector256.Create(A1, A1, C1, C1)) + state2;
        state2 = (x * Vector256.Create(B2, B2, 1, 1)) - (y * Vector256.Create(A2, A2, C2, C2))
            + Vector256.Create(Tiny) - Vector256.Create(Tiny);
        last = y;
        double l = y.GetElement(2), r = y.GetElement(3);
        sum += (l * l) + (r * r);
    }

    /// <summary>Moves the gain at a point of the control grid.</summary>
    /// <param name="level">The gain that what was weighed had got already, linear.</param>
    public void OnGrid(double level)
    {
        double block = sum / (64 * level * level);
        sum = 0;
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
}
