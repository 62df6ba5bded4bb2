namespace SessionService.Synthesis.Instruments;

/// <summary>
/// Singing: the pulses of many throats, a little apart from each other, before the mouth of <see cref="BodyPatch"/>
/// shapes them into a vowel.
/// </summary>
internal static class Formants
{
    /// <summary>Two lanes of the wave engine, left and right.</summary>
    /// <param name="attack">Attack, ms.</param>
    /// <param name="release">Release, ms.</param>
    /// <param name="vibrato">Vibrato each way, cents.</param>
    public static LanePatch[] Lanes(double attack, double release, double vibrato) =>
        [Lane(-0.5, -5, attack, release, vibrato), Lane(0.5, 5, attack * 1.15, release, vibrato * 1.2)];

    /// <summary>One singer.</summary>
    public static LanePatch[] Solo(double attack, double release, double vibrato) =>
        [Lane(0, 0, attack, release, vibrato) with { SecondMix = 0 }];

    // A throat's pulses fall by 12 dB per octave, less when it is pressed.
    private static LanePatch Lane(double pan, double cents, double attack, double release, double vibrato) => new()
    {
        Cents = cents, SecondCents = -2 * cents, SecondMix = 0.9, Pan = pan, VelocityDb = 16, Amp = new(attack, 3000, 0.9, release),
        Filter = new() { Hz = 1300, Q = 0.6, Key = 0.3, Velocity = 1.8, Brightness = 1.5, Slow = 0.1 },
        Motion = new() { VibratoCents = vibrato, FastHz = 5.2, VibratoDelayMs = 900, SlowHz = 0.3, DriftCents = 4, TensionCents = 2 * cents },
    };
}
