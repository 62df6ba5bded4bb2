namespace SessionService.Music.Styles.LoFi;

/// <summary>Lo-fi: who plays, how loud and where.</summary>
internal static class LoFiStyle
{
    public static Style Create() => new(
        "lo-fi",
        "A dusty electric piano over a lazy, swung beat.",
        78,
        Ensemble.Of(
            ("lofi-kit", -6), ("round-bass", -6), ("electric-piano", -6.5), ("plucked-guitar", -10), ("muted-lead", -10), ("vinyl-texture", -22),
            ("flute", -14)),
        new InstrumentChoice("vibraphone", -8),
        new SpaceSettings(1.4, 0.6, 12, 0.22, 0.75, 0.35, 0.16))
    {
        Idiom = LoFiIdiom.Create(),
        Mix = new() { TrimDb = 8, Width = 1.3 },
    };
}
