namespace SessionService.Music.Styles.Synthwave;

/// <summary>Synthwave: who plays, how loud and where.</summary>
internal static class SynthwaveStyle
{
    public static Style Create() => new(
        "synthwave",
        "Night drive: pumping octaves, wide saws and a gated snare.",
        104,
        Ensemble.Of(
            ("gated-kit", -5), ("pulse-bass", -8), ("supersaw-pad", -11), ("bright-arp", -13), ("neon-lead", -11), ("tape-texture", -22),
            ("fm-bell", -15)),
        new InstrumentChoice("fm-bell", -9),
        new SpaceSettings(2.6, 0.4, 20, 0.3, 0.75, 0.4, 0.2))
    {
        Idiom = SynthwaveIdiom.Create(),
        StingerRange = new(48, 100),
        Mix = new() { TrimDb = 5.7, RestDb = 6, FullDb = -2, PumpDb = 2, Width = 1.2, HighDb = -6.7 },
    };
}
