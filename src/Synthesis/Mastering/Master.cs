using System.Runtime.Intrinsics;
using SessionService.Music.Styles;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Mixing;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Mastering;

/// <summary>From the sum of the stems to the mix: the style's trim and balance, three bands, levelling, limit. No latency.</summary>
internal sealed class Master
{
    private const double MakeupDb = 1.5;

    private readonly Leveller leveller = new();
    private readonly BandCompressor low = new(-18), middle = new(-19), high = new(-26);
    private Bands bands;
    private PeakLimiter limiter = PeakLimiter.Create();
    private Ramp trimDb, width, lowDb, highDb;
    private Vector128<float> gains, gainStep;
    private float level = 1, levelStep, trim, trimStep;

    /// <summary>Creates a master.</summary>
    /// <param name="mix">Mix of the first style.</param>
    public Master(MixSettings mix)
    {
        MoveTo(mix, 0);
        (gains, trim) = (Wanted(), (float)Curve.Gain(trimDb.Value + MakeupDb));
    }

    /// <summary>What the leveller adds now, dB.</summary>
    public double LevellerDb => leveller.GainDb;

    /// <summary>What the compressor of the middle takes away now, dB, at most 0.</summary>
    public double CompressorDb => middle.GainDb;

    /// <summary>Moves to another style's mix.</summary>
    /// <param name="mix">The mix.</param>
    /// <param name="length">Samples the move takes; 0 jumps.</param>
    public void MoveTo(MixSettings mix, long length)
    {
        trimDb.HeadFor((float)mix.TrimDb, length);
        width.HeadFor((float)mix.Width, length);
        lowDb.HeadFor((float)mix.LowDb, length);
        highDb.HeadFor((float)mix.HighDb, length);
    }

    /// <summary>Moves the gains at a point of the control grid.</summary>
    public void OnGrid()
    {
        const double Share = 1.0 / LaneRamp.Grid;
        (float lows, float middles, float highs) = bands.TakeEnergy();
        low.OnGrid(lows * Share);
        middle.OnGrid(middles * Share);
        high.OnGrid(highs * Share);
        leveller.OnGrid(level);
        gains += gainStep * Vector128.Create((float)LaneRamp.Grid);
        level += levelStep * LaneRamp.Grid;
        trim += trimStep * LaneRamp.Grid;
        gainStep = (Wanted() - gains) * Vector128.Create((float)Share);
        levelStep = ((float)Curve.Gain(leveller.GainDb) - level) / LaneRamp.Grid;
        trimStep = ((float)Curve.Gain(trimDb.Value + MakeupDb) - trim) / LaneRamp.Grid;
        trimDb.Skip(LaneRamp.Grid);
        width.Skip(LaneRamp.Grid);
        lowDb.Skip(LaneRamp.Grid);
        highDb.Skip(LaneRamp.Grid);
    }

    /// <summary>Makes the mix.</summary>
    /// <param name="sample">First sample.</param>
    /// <param name="bus">Sum of the stems, interleaved stereo.</param>
    /// <param name="mix">Receives interleaved stereo.</param>
    public void Process(long sample, ReadOnlySpan<float> bus, Span<float> mix)
    {
        float walked = sample & (LaneRamp.Grid - 1);
        Bands split = bands;
        PeakLimiter limit = limiter;
        (float lows, float middles, float highs, float sides) = (gains[0], gains[1], gains[2], gains[3]);
        (float lowStep, float middleStep, float highStep, float sideStep) = (gainStep[0], gainStep[1], gainStep[2], gainStep[3]);
        for (int i = 0; i < bus.Length; i += 2, walked++)
        {
            float levelled = level + (levelStep * walked), trimmed = trim + (trimStep * walked);
            float left = bus[i] * trimmed, right = bus[i + 1] * trimmed;
            split.Next(
                ref left, ref right, lows + (lowStep * walked), middles + (middleStep * walked), highs + (highStep * walked),
                sides + (sideStep * walked));
            left *= levelled;
            right *= levelled;
            limit.Next(ref left, ref right);
            leveller.Weigh(left, right);
            mix[i] = left;
            mix[i + 1] = right;
        }

        (bands, limiter) = (split, limit);
    }

    // What differs between the sides follows the middle band.
    private Vector128<float> Wanted() => Vector128.Create(
        (float)Curve.Gain(low.GainDb + lowDb.Value), (float)Curve.Gain(middle.GainDb),
        (float)Curve.Gain(high.GainDb + highDb.Value), (float)(Curve.Gain(middle.GainDb) * width.Value));
}
