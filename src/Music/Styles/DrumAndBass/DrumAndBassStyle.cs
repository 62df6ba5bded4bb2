namespace SessionService.Music.Styles.DrumAndBass;

/// <summary>Drum and bass: who plays, how loud and where.</summary>
internal static class DrumAndBassStyle
{
    public static Style Create() => new(
        "drum-and-bass",
        "Fast broken beats over a deep, moving bass and slow pads.",
        174,
        Ensemble.Of(
            ("break-kit", -5.5), ("reese-bass", -10), ("deep-pad", -8),
            ("sine-pluck", -13), ("reed-lead", -10), ("rain-texture", -22), ("fm-keys", -15)),
        new InstrumentChoice("sine-pluck", -9),
        new SpaceSettings(2.4, 0.4, 20, 0.26, 1.5, 0.4, 0.18) { Character = RoomCharacter.Plate })
    {
        Idiom = DrumAndBassIdiom.Create(),
        StingerRange = new(48, 100),
        Mix = new() { TrimDb = 6.3, RestDb = 7, FullDb = -2, PumpDb = 2, LowDb = -6.2, HighDb = -9 },
    };
}
