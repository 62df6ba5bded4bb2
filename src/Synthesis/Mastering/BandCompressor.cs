namespace SessionService.Synthesis.Mastering;

/// <summary>
/// Glue: a gentle compressor for each band, at most 2:1, slow enough to keep transients. A band that grows out of
/// proportion gives way alone, and the rest stays as it is.
/// </summary>
internal sealed class BandCompressor
{
    private const double Ratio = 2, KneeDb = 8, Most = 6;
    private static readonly double Attack = 1 - Math.Exp(-64 / (48_000 * 0.015));
    private static readonly double Release = 1 - Math.Exp(-64 / (48_000 * 0.18));

    private readonly double thresholdDb;
    private double reductionDb;

    /// <summary>Creates a compressor at rest.</summary>
    /// <param name="thresholdDb">Level from which it acts, dB.</param>
    public BandCompressor(double thresholdDb) => this.thresholdDb = thresholdDb;

    /// <summary>The gain it asks for, dB, at most 0.</summary>
    public double GainDb => -reductionDb;

    /// <summary>Moves the gain at a point of the control grid.</summary>
    /// <param name="power">Mean square of the band since the last point.</param>
    public void OnGrid(double power)
    {
        double over = (10 * MathF.Log10((float)power + 1e-12f)) - thresholdDb;
        double wanted = over <= -KneeDb / 2 ? 0
            : over >= KneeDb / 2 ? over * (1 - (1 / Ratio))
            : (1 - (1 / Ratio)) * (over + (KneeDb / 2)) * (over + (KneeDb / 2)) / (2 * KneeDb);
        wanted = Math.Min(wanted, Most);
        reductionDb += (wanted > reductionDb ? Attack : Release) * (wanted - reductionDb);
    }
}
