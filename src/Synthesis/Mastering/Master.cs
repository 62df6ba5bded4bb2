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
    private readonly Bands bands = new();
    private readonly PeakLimiter limiter = new();
    private readonly float[] playedLeft = new float[LaneRamp.Grid], playedRight = new float[LaneRamp.Grid];
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
        (float lows, float middles, float highs) = bands.TakePower();
        low.OnGrid(lows);
        middle.OnGrid(middles);
        high.OnGrid(highs);
        leveller.Weigh(playedLeft, playedRight);
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
    /// <param name="left">Sum of the stems, left; used up. Room for seven floats more than the mix has samples.</param>
    /// <param name="right">The same, right.</param>
    /// <param name="mix">Receives interleaved stereo.</param>
    public void Process(long sample, Span<float> left, Span<float> right, Span<float> mix)
    {
        int walked = (int)(sample & (LaneRamp.Grid - 1)), count = mix.Length / 2;
        Glide(left, right, count, walked, trim, trimStep);
        bands.Process(walked, left, right, count, gains, gainStep);
        Glide(left, right, count, walked, level, levelStep);
        limiter.Process(left, right, count);
        left[..count].CopyTo(playedLeft.AsSpan(walked));
        right[..count].CopyTo(playedRight.AsSpan(walked));
        Mixdown.Interleave(left, right, mix);
    }

    private static void Glide(Span<float> left, Span<float> right, int count, int walked, float from, float step)
    {
        for (int at = 0; at < count; at += Squares.Side)
        {
            Vector256<float> time = Vector256.Create((float)(walked + at)) + Vector256.ConvertToSingle(Vector256<int>.Indices);
            Vector256<float> gain = Lanes.Fma(Vector256.Create(step), time, Vector256.Create(from));
            (Vector256.Create<float>(left[at..]) * gain).CopyTo(left[at..]);
            (Vector256.Create<float>(right[at..]) * gain).CopyTo(right[at..]);
        }
    }

    // What differs between the sides follows the middle band.
    private Vector128<float> Wanted() => Vector128.Create(
        (float)Curve.Gain(low.GainDb + lowDb.Value), (float)Curve.Gain(middle.GainDb),
        (float)Curve.Gain(high.GainDb + highDb.Value), (float)(Curve.Gain(middle.GainDb) * width.Value));
}
