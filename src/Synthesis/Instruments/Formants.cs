namespace SessionService.Synthesis.Instruments;

/// <summary>
/// Singing: the pulses of a glottis, heard through the resonances of a mouth. The first formants of each vowel after
/// the tables of the singing voice that come with Csound; the fundamental is let through besides, as lips do.
/// </summary>
internal static class Formants
{
    /// <summary>Four lanes of the wave engine, one for each formant and one for the chest.</summary>
    /// <param name="vowel">a, o or u.</param>
    /// <param name="attack">Attack, ms.</param>
    /// <param name="release">Release, ms.</param>
    /// <param name="vibrato">Vibrato each way, cents.</param>
    public static LanePatch[] Lanes(string vowel, double attack, double release, double vibrato)
    {
        (double Hz, double Db)[] formants = vowel switch
        {
            "a" => [(800, 0), (1150, -4), (2800, -18)],
            "o" => [(450, 0), (800, -7), (2830, -22)],
            _ => [(325, 0), (700, -12), (2530, -28)],
        };
        return
        [
            Lane(formants[0].Hz, formants[0].Db, 6, -0.2, -3), Lane(formants[1].Hz, formants[1].Db, 8, 0.25, 4),
            Lane(formants[2].Hz, formants[2].Db + 6, 9, 0.45, -5),
            Lane(260, -9, 0.7, -0.4, 6) with { Filter = new() { Hz = 420, Key = 0.8, Velocity = 0.8, Brightness = 1 } },
        ];

        LanePatch Lane(double hertz, double db, double q, double pan, double cents) => new()
        {
            SecondCents = -2 * cents, Cents = cents, GainDb = db, Pan = pan, Send = 0.45, VelocityDb = 16,
            Amp = new(attack, 3000, 0.9, release),
            Filter = new() { Mode = FilterMode.Band, Hz = hertz, Q = q, Velocity = 0.35, Brightness = 0.3, Slow = 0.06 },
            Motion = new() { VibratoCents = vibrato, FastHz = 5.2, VibratoDelayMs = 900, SlowHz = 0.3, DriftCents = 3, TensionCents = cents },
        };
    }
}
