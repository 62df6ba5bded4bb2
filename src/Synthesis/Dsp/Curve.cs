using SessionService.Music.Time;

namespace SessionService.Synthesis.Dsp;

/// <summary>Times and levels as factors per sample.</summary>
internal static class Curve
{
    /// <summary>−60 dB: where an exponential that never ends is taken to have ended.</summary>
    public const double Floor = 0.001;

    /// <summary>How far beyond full level an attack aims, so that it arrives in finite time.</summary>
    public const double AttackAim = 1.25;

    /// <summary>Samples of a time, at least 1.</summary>
    public static long Samples(double ms) => Math.Max(1, (long)Math.Round(ms * MusicalTime.SampleRate / 1000));

    /// <summary>Share of the remaining way to go per step so that 60 dB take the given time.</summary>
    /// <param name="ms">The time.</param>
    /// <param name="step">Samples per step.</param>
    public static double Rate(double ms, int step = 1) => 1 - Math.Pow(Floor / (1 + Floor), step / (double)Samples(ms));

    /// <summary>Share of the way to <see cref="AttackAim"/> per sample so that full level takes the given time.</summary>
    public static double AttackRate(double ms) => 1 - Math.Pow((AttackAim - 1) / AttackAim, 1.0 / Samples(ms));

    /// <summary>dB as a linear factor.</summary>
    public static double Gain(double db) => Math.Pow(10, db / 20);

    /// <summary>Frequency of a MIDI key in equal temperament, A4 = 440 Hz.</summary>
    public static double Hertz(double key) => 440 * Math.Pow(2, (key - 69) / 12);
}
