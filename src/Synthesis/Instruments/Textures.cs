namespace SessionService.Synthesis.Instruments;

/// <summary>Backgrounds made of noise.</summary>
internal static class Textures
{
    /// <summary>Two bands of noise that wander on their own, left and right.</summary>
    /// <param name="lowHz">Middle of the left band, Hz.</param>
    /// <param name="highHz">Middle of the right band, Hz.</param>
    /// <param name="q">How narrow they are.</param>
    /// <param name="slow">Octaves they wander.</param>
    /// <param name="key">Octaves they follow an octave of the key.</param>
    public static Stroke Wind(double lowHz, double highHz, double q, double slow, double key) =>
        new(Engine.Tone, [Band(-0.6, lowHz, q, slow, key), Band(0.6, highHz, q * 1.4, slow * 0.8, key)]);

    /// <summary>A bed of noise and drops in it, left and right: rain, water, a fire.</summary>
    /// <param name="bedHz">Middle of the bed, Hz.</param>
    /// <param name="bedLevel">Level of the bed.</param>
    /// <param name="dropHz">Ring of a drop, Hz.</param>
    /// <param name="dropLevel">Level of the drops.</param>
    /// <param name="density">Drops per sample.</param>
    public static Stroke Drops(double bedHz, double bedLevel, double dropHz, double dropLevel, double density) => new(Engine.Tone,
    [
        Band(-0.4, bedHz, 0.4, 0.3, 0) with { Noise = bedLevel },
        Band(0.4, bedHz * 0.7, 0.4, 0.4, 0) with { Noise = bedLevel },
        Drop(-0.6, dropHz, dropLevel, density), Drop(0.6, dropHz * 0.73, dropLevel, density * 0.8),
    ]);

    private static LanePatch Band(double pan, double hertz, double q, double slow, double key) => new()
    {
        Tone = 0, Noise = 1, Pan = pan, Send = 0.3, VelocityDb = 12, Amp = new(900, 6000, 0.85, 2000),
        Filter = new() { Mode = FilterMode.Band, Hz = hertz, Q = q, Key = key, Slow = slow, Brightness = 1.6, Velocity = 0.8 },
        Motion = new() { SlowHz = 0.11, FastHz = 0.3, Tremolo = 0.3 },
    };

    private static LanePatch Drop(double pan, double hertz, double level, double density) => new()
    {
        Tone = 0, Noise = level, NoiseDensity = density, Pan = pan, Send = 0.35, VelocityDb = 12, Amp = new(600, 6000, 0.9, 1500),
        Filter = new() { Mode = FilterMode.Band, Hz = hertz, Q = 7, Slow = 0.5, Brightness = 1, Velocity = 0.6 },
        Motion = new() { SlowHz = 1.3 },
    };
}
