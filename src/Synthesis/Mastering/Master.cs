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
    private float gain, gainStep;

    /// <summary>Creates a master.</summary>
    /// <param name="trimDb">Level of the first style, dB.</param>
    public Master(double trimDb)
    {
        this.trimDb = new Ramp((float)trimDb);
        gain = (float)Curve.Gain(trimDb + MakeupDb);
    }

    /// <summary>Moves to another style's level.</summary>
    /// <param name="db">The level, dB.</param>
    /// <param name="length">Samples the move takes; 0 jumps.</param>
    public void MoveTo(double db, long length) => trimDb.HeadFor((float)db, length);

    /// <summary>Moves the gain at a point of the control grid.</summary>
    public void OnGrid()
    {
        compressor.OnGrid();
        leveller.OnGrid(trimDb.Value + compressor.GainDb + MakeupDb);
        gain += gainStep * LaneRamp.Grid;
        double target = Curve.Gain(trimDb.Value + leveller.GainDb + compressor.GainDb + MakeupDb);
        trimDb.Skip(LaneRamp.Grid);
        gainStep = ((float)target - gain) / LaneRamp.Grid;
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
            float g = gain + (gainStep * walked);
            float left = bus[i] * g, right = bus[i + 1] * g;
            leveller.Weigh(bus[i], bus[i + 1]);
            compressor.Add(left, right);
            limiter.Next(ref left, ref right);
            mix[i] = left;
            mix[i + 1] = right;
        }
    }
}
