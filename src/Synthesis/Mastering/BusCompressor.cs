namespace SessionService.Synthesis.Mastering;

/// <summary>Glue: a gentle compressor over the whole mix, up to 2:1, slow enough to keep
/// transients. It listens to its own output, so the ratio softens as it works.</summary>
internal sealed class BusCompressor
{
    private const double ThresholdDb = -17, Ratio = 2, KneeDb = 8;
    private static readonly double Attack = 1 - Math.Exp(-64 / (48_000 * 0.015));
    private static readonly double Release = 1 - Math.Exp(-64 / (48_000 * 0.18));

    private double sum, reductionDb;

    /// <summary>The gain it asks for, dB, at most 0.</summary>
    public double GainDb => -reductionDb;

    /// <summary>Takes a sample into account.</summary>
    public void Add(float left, float right) => sum += ((double)left * left) + ((double)right * right);

    /// <summary>Moves the gain at a point of the control grid.</summary>
    public void OnGrid()
    {
        double level = 10 * Math.Log10((sum / 128) + 1e-12);
        sum = 0;
        double over = level - ThresholdDb;
        double wanted = over <= -KneeDb / 2 ? 0
            : over >= KneeDb / 2 ? over * (1 - (1 / Ratio))
            : (1 - (1 / Ratio)) * (over + (KneeDb / 2)) * (over + (KneeDb / 2)) / (2 * KneeDb);
        reductionDb += (wanted > reductionDb ? Attack : Release) * (wanted - reductionDb);
    }
}
