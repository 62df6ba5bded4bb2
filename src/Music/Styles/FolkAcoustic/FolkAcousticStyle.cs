namespace SessionService.Music.Styles.FolkAcoustic;

/// <summary>Folk: who plays, how loud and where.</summary>
internal static class FolkAcousticStyle
{
    public static Style Create() => new(
        "folk-acoustic",
        "Strummed steel strings, a fiddle and hands on wood.",
        100,
        Ensemble.Of(
            ("folk-kit", -8), ("acoustic-bass", -8), ("steel-guitar", -9),
            ("mandolin", -13), ("fiddle", -12), ("breath-texture", -24), ("accordion", -16)),
        new InstrumentChoice("mandolin", -9),
        new SpaceSettings(1.3, 0.5, 12, 0.2, 0.5, 0.15, 0.04) { Character = RoomCharacter.Room })
    {
        Idiom = FolkAcousticIdiom.Create(),
        Mix = new() { TrimDb = 7 },
    };
}
