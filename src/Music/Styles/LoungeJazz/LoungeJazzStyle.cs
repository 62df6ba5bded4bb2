namespace SessionService.Music.Styles.LoungeJazz;

/// <summary>Lounge jazz: who plays, how loud and where.</summary>
internal static class LoungeJazzStyle
{
    public static Style Create() => new(
        "lounge-jazz",
        "A trio after hours: brushes, a walking bass, a piano that comps.",
        116,
        Ensemble.Of(
            ("brush-kit", -8), ("upright-bass", -7), ("grand-piano", -9),
            ("jazz-guitar", -13), ("muted-trumpet", -11), ("room-texture", -26), ("flute", -15)),
        new InstrumentChoice("vibraphone", -9),
        new SpaceSettings(1.2, 0.55, 10, 0.2, 0.75, 0.2, 0.05) { Character = RoomCharacter.Room })
    {
        Idiom = LoungeJazzIdiom.Create(),
        StingerRange = new(53, 96),
        Mix = new() { TrimDb = 7.8, RestDb = 4, FullDb = -2, Width = 1.4, HighDb = -3 },
    };
}
