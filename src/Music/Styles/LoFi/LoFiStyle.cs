namespace SessionService.Music.Styles.LoFi;

/// <summary>Lo-fi: who plays, how loud and where.</summary>
internal static class LoFiStyle
{
    public static Style Create() => new(
        "lo-fi",
        "A dusty electric piano over a lazy, swung beat.",
        78,
        Ensemble.Of(
            ("lofi-kit", -6.5), ("round-bass", -6.7), ("electric-piano", -3.6), ("plucked-guitar", -8), ("muted-lead", -8.5), ("vinyl-texture", -22),
            ("flute", -13)),
        new InstrumentChoice("vibraphone", -8),
        new SpaceSettings(1.4, 0.6, 12, 0.22, 0.75, 0.35, 0.16))
    {
        Idiom = LoFiIdiom.Create(),
        StingerRange = new(53, 96),
        Mix = new() { TrimDb = 6.8, RestDb = 5, FullDb = -3, Width = 1.3, HighDb = 2 },
    };
}
