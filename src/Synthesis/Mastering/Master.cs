using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Mixing;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Mastering;

/// <summary>From the sum of the stems to the mix: the style's trim, levelling, glue, limit. No latency.</summary>
internal sealed class Master
{
    private const double MakeupDb = 1.5;

    private readonly Leveller leveller = new();
    private readonly BusCompressor compressor = new();
    private PeakLimiter limiter = PeakLimiter.Create();
    private Ramp trimDb;
    private float glue, glueStep, level = 1, levelStep;

    /// <summary>Creates a master.</summary>
    /// <param name="trimDb">Level of the first style, dB.</param>
    public Master(double trimDb)
    {
        this.trimDb = new Ramp((float)trimDb);
        glue = (float)Curve.Gain(trimDb + MakeupDb);
    }

    /// <summary>What the leveller adds now, dB.</summary>
    public double LevellerDb => leveller.GainDb;

    /// <summary>What the compressor takes away now, dB, at most 0.</summary>
    public double CompressorDb => compressor.GainDb;

    /// <summary>Moves to another style's level.</summary>
    /// <param name="db">The level, dB.</param>
    /// <param name="length">Samples the move takes; 0 jumps.</param>
    public void MoveTo(double db, long length) => trimDb.HeadFor((float)db, length);

    /// <summary>Moves the gains at a point of the control grid.</summary>
    public void OnGrid()
    {
        compressor.OnGrid();
        leveller.OnGrid();
        glue += glueStep * LaneRamp.Grid;
        level += levelStep * LaneRamp.Grid;
        glueStep = ((float)Curve.Gain(trimDb.Value + compressor.GainDb + MakeupDb) - glue) / LaneRamp.Grid;
        levelStep = ((float)Curve.Gain(leveller.GainDb) - level) / LaneRamp.Grid;
        trimDb.Skip(LaneRamp.Grid);
    }

    /// <summary>Makes the mix.</summary>
    /// <param name="sample">First sample.</param>
    /// <param name="bus">Sum of the stems, interleaved stereo.</param>
    /// <param name="mix">Receives interleaved stereo.</param>
    public void Process(long sample, ReadOnlySpan<float> bus, Span<float> mix)
    {
        float walked = sample & (LaneRamp.Grid - 1);
        for (int i = 0; i < bus.Length; i += 2, walked++)
        {
            float glued = glue + (glueStep * walked), levelled = level + (levelStep * walked);
            float left = bus[i] * glued, right = bus[i + 1] * glued;
            compressor.Add(left, right);
            leveller.Weigh(left, right);
            left *= levelled;
            right *= levelled;
            limiter.Next(ref left, ref right);
            mix[i] = left;
            mix[i + 1] = right;
        }
    }
}
