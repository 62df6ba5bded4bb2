using SessionService.Music.Score;

namespace SessionService.Music.Styles.Cinematic;

/// <summary>Cinematic: who plays, how loud and where.</summary>
internal static class CinematicStyle
{
    public static Style Create() => new(
        "cinematic",
        "Strings, low drums and a horn; from calm to battle.",
        96,
        Ensemble.Of(
            ("epic-kit", -6), ("low-strings", -7), ("string-ensemble", -5.2), ("harp", -10), ("horn-lead", -7), ("dark-texture", -16),
            ("choir", -13)),
        new InstrumentChoice("orchestra-bell", -8),
        new SpaceSettings(3.2, 0.35, 25, 0.38, 1.0, 0.25, 0.1))
    {
        Idiom = CinematicIdiom.Create(),
        StingerRange = new(55, 100),
        Mix = new() { TrimDb = 4.5, RestDb = 6.5, FullDb = -3, HighDb = 2 },
        ModelParts = [Part.Lead, Part.Counter],
    };
}
