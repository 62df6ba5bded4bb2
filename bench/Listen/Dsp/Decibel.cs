namespace SessionService.Listen.Dsp;

/// <summary>Powers and amplitudes as decibels; silence is −120, which can be drawn and averaged.</summary>
public static class Decibel
{
    /// <summary>What stands for silence.</summary>
    public const double Floor = -120;

    /// <summary>Of a power (a mean square).</summary>
    /// <param name="power">0 or more.</param>
    public static double OfPower(double power) => power > 1e-12 ? 10 * Math.Log10(power) : Floor;

    /// <summary>Of an amplitude.</summary>
    /// <param name="amplitude">0 or more.</param>
    public static double OfAmplitude(double amplitude) => amplitude > 1e-6 ? 20 * Math.Log10(amplitude) : Floor;
}
