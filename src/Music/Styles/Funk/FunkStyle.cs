namespace SessionService.Music.Styles.Funk;

/// <summary>Funk: who plays, how loud and where.</summary>
internal static class FunkStyle
{
    public static Style Create() => new(
        "funk",
        "One chord and sixteen sixteenths: slap bass, clavinet, horns.",
        104,
        Ensemble.Of(
            ("funk-kit", -9), ("slap-bass", -7), ("clavinet", -9),
            ("wah-guitar", -12), ("brass-section", -11), ("crowd-texture", -26), ("drawbar-organ", -16)),
        new InstrumentChoice("brass-section", -10),
        new SpaceSettings(0.9, 0.55, 8, 0.14, 0.75, 0.15, 0.04) { Character = RoomCharacter.Room })
    {
        Idiom = FunkIdiom.Create(),
        StingerRange = new(46, 88),
        Mix = new() { TrimDb = 6.8, RestDb = 9, FullDb = -2, Width = 1.4, LowDb = 1.5, HighDb = -4.5 },
    };
}
