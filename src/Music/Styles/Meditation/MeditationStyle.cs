namespace SessionService.Music.Styles.Meditation;

/// <summary>Meditation: who plays, how loud and where.</summary>
internal static class MeditationStyle
{
    public static Style Create() => new(
        "meditation",
        "A drone, bowls and a flute that breathes; nothing hurries.",
        58,
        Ensemble.Of(
            ("bowl-kit", -12), ("drone-bass", -7.5), ("choir-pad", -5.6),
            ("kalimba", -13), ("bamboo-flute", -11), ("water-texture", -18), ("singing-bowl", -15)),
        new InstrumentChoice("singing-bowl", -9),
        new SpaceSettings(7.0, 0.45, 40, 0.5, 1.5, 0.4, 0.2))
    {
        Idiom = MeditationIdiom.Create(),
        StingerRange = new(43, 84),
        Mix = new() { TrimDb = 11.2, RestDb = 3, FullDb = -5, LowDb = 2 },
    };
}
