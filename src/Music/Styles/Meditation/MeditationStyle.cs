namespace SessionService.Music.Styles.Meditation;

/// <summary>Meditation: who plays, how loud and where.</summary>
internal static class MeditationStyle
{
    public static Style Create() => new(
        "meditation",
        "A drone, bowls and a flute that breathes; nothing hurries.",
        58,
        Ensemble.Of(
            ("bowl-kit", -12), ("drone-bass", -10), ("choir-pad", -8),
            ("kalimba", -13), ("bamboo-flute", -11), ("water-texture", -18), ("singing-bowl", -15)),
        new InstrumentChoice("singing-bowl", -9),
        new SpaceSettings(7.0, 0.45, 40, 0.5, 1.5, 0.4, 0.2))
    {
        Idiom = MeditationIdiom.Create(),
        Mix = new() { TrimDb = 8 },
    };
}
