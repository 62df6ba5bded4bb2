namespace SessionService.Music.Styles.Chiptune;

/// <summary>Chiptune: who plays, how loud and where.</summary>
internal static class ChiptuneStyle
{
    public static Style Create() => new(
        "chiptune",
        "Square waves from an old console: quick arpeggios, a tune to whistle.",
        144,
        Ensemble.Of(
            ("chip-kit", -8), ("chip-bass", -9), ("chip-chords", -14),
            ("chip-arp", -14), ("chip-lead", -10), ("chip-noise", -26), ("chip-counter", -15)),
        new InstrumentChoice("chip-lead", -9),
        new SpaceSettings(0.6, 0.6, 5, 0.06, 0.75, 0.3, 0.08) { Character = RoomCharacter.Room })
    {
        Idiom = ChiptuneIdiom.Create(),
        StingerRange = new(48, 100),
        Mix = new() { TrimDb = 6.4, RestDb = 6, FullDb = -2, Width = 1.3 },
    };
}
