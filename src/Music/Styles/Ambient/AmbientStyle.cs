namespace SessionService.Music.Styles.Ambient;

/// <summary>Ambient: who plays, how loud and where.</summary>
internal static class AmbientStyle
{
    public static Style Create() => new(
        "ambient",
        "Slow pads and bells in a large room; no beat to count.",
        70,
        Ensemble.Of(
            ("ambient-kit", -12), ("sub-bass", -9), ("warm-pad", -6), ("glass-bells", -12), ("soft-lead", -10), ("wind-texture", -16),
            ("celesta", -14)),
        new InstrumentChoice("glass-bells", -8),
        new SpaceSettings(6.0, 0.4, 30, 0.5, 1.5, 0.45, 0.25))
    {
        Idiom = AmbientIdiom.Create(),
        StingerRange = new(48, 100),
        Mix = new() { TrimDb = 8.7, RestDb = 4, FullDb = -3, LowDb = 3.4 },
    };
}
