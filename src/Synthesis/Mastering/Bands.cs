using System.Runtime.CompilerServices;
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

    private static readonly float LowShare = One(LowHz), HighShare = One(HighHz), SideShare = One(SideHz);

    private float low, below, side1, side2, lows, middles, highs;

    /// <summary>Splits a sample and puts it together again with a gain for each band.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    /// <param name="lowGain">Gain of the low band.</param>
    /// <param name="middleGain">Gain of the middle.</param>
    /// <param name="highGain">Gain of the high band.</param>
    /// <param name="sideGain">Gain of what differs between the sides.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next(ref float left, ref float right, float lowGain, float middleGain, float highGain, float sideGain)
    {
        const float Tiny = 1e-18f;
        float all = 0.5f * (left + right), side = 0.5f * (left - right);
        low = MathF.FusedMultiplyAdd(LowShare, all - low, low) + Tiny - Tiny;
        below = MathF.FusedMultiplyAdd(HighShare, all - below, below) + Tiny - Tiny;
        side1 = MathF.FusedMultiplyAdd(SideShare, side - side1, side1) + Tiny - Tiny;
        side -= side1;
        side2 = MathF.FusedMultiplyAdd(SideShare, side - side2, side2) + Tiny - Tiny;
        side = (side - side2) * sideGain;
        float middle = below - low, high = all - below;
        lows = MathF.FusedMultiplyAdd(low, low, lows);
        middles = MathF.FusedMultiplyAdd(middle, middle, middles);
        highs = MathF.FusedMultiplyAdd(high, high, highs);
        float mid = MathF.FusedMultiplyAdd(high, highGain, MathF.FusedMultiplyAdd(middle, middleGain, low * lowGain));
        left = mid + side;
        right = mid - side;
    }

    /// <summary>The squares summed in low, middle and high since they were last taken.</summary>
    public (float Low, float Middle, float High) TakeEnergy()
    {
        (float, float, float) taken = (lows, middles, highs);
        (lows, middles, highs) = (0, 0, 0);
        return taken;
    }

    private static float One(double hertz) => (float)(1 - Math.Exp(-2 * Math.PI * hertz / MusicalTime.SampleRate));
}
