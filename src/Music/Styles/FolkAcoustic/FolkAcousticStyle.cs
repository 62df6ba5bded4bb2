using SessionService.Music.Score;

namespace SessionService.Music.Styles.FolkAcoustic;

/// <summary>Folk: who plays, how loud and where.</summary>
internal static class FolkAcousticStyle
{
    public static Style Create() => new(
        "folk-acoustic",
        "Strummed steel strings, a fiddle and hands on wood.",
        100,
        Ensemble.Of(
            ("folk-kit", -12), ("acoustic-bass", -6), ("steel-guitar", -9),
            ("mandolin", -14), ("fiddle", -12), ("breath-texture", -24), ("accordion", -16)),
        new InstrumentChoice("mandolin", -9),
        new SpaceSettings(1.3, 0.5, 12, 0.2, 0.5, 0.15, 0.04) { Character = RoomCharacter.Room })
    {
        Idiom = FolkAcousticIdiom.Create(),
        StingerRange = new(55, 93),
        Mix = new() { TrimDb = 6.9, RestDb = 7, FullDb = -3, Width = 1.4, LowDb = 3.5, HighDb = -4.2 },
        ModelParts = [Part.Lead, Part.Counter],
    };
}
