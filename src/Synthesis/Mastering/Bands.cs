using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SessionService.Music.Time;

namespace SessionService.Synthesis.Mastering;

/// <summary>
/// The master's three bands: below 180 Hz, above 3.6 kHz and between, by one-pole filters whose sum is the whole again.
/// The low band is mono; what differs between left and right above it is kept 12 dB per octave away from the bass and
/// made wider or narrower.
/// </summary>
internal struct Bands
{
    private const double LowHz = 180, HighHz = 3_600, SideHz = 130;

    private static readonly Vector128<float> Share = Vector128.Create(
        One(LowHz), One(LowHz), One(HighHz), One(HighHz));

    private static readonly float SideShare = One(SideHz);

    private Vector128<float> state;
    private float side1, side2;

    /// <summary>Splits a sample and puts it together again with a gain for each band.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    /// <param name="gains">Of low, middle, high and of what differs between the sides.</param>
    /// <param name="energy">Added to: squares of low, middle and high.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next(ref float left, ref float right, Vector128<float> gains, ref Vector128<float> energy)
    {
        Vector128<float> x = Vector128.Create(left, right, left, right), tiny = Vector128.Create(1e-18f);
        state = Vector128.FusedMultiplyAdd(Share, x - state, state) + tiny - tiny;
        float low = 0.5f * (state[0] + state[1]), below = 0.5f * (state[2] + state[3]), all = 0.5f * (left + right);
        float middle = below - low, high = all - below;
        float side = 0.5f * (left - right);
        side1 += SideShare * (side - side1);
        side -= side1;
        side2 += SideShare * (side - side2);
        side = (side - side2) * gains[3];
        Vector128<float> parts = Vector128.Create(low, middle, high, 0);
        energy = Vector128.FusedMultiplyAdd(parts, parts, energy);
        float mid = (low * gains[0]) + (middle * gains[1]) + (high * gains[2]);
        left = mid + side;
        right = mid - side;
    }

    private static float One(double hertz) => (float)(1 - Math.Exp(-2 * Math.PI * hertz / MusicalTime.SampleRate));
}
