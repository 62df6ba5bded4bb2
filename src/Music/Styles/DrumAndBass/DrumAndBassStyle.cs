namespace SessionService.Music.Styles.DrumAndBass;

/// <summary>Drum and bass: who plays, how loud and where.</summary>
internal static class DrumAndBassStyle
{
    public static Style Create() => new(
        "drum-and-bass",
        "Fast broken beats over a deep, moving bass and slow pads.",
        174,
        Ensemble.Of(
            ("break-kit", -5), ("reese-bass", -10), ("deep-pad", -8),
            ("sine-pluck", -13), ("reed-lead", -10), ("rain-texture", -22), ("fm-keys", -15)),
        new InstrumentChoice("sine-pluck", -9),
        new SpaceSettings(2.4, 0.4, 20, 0.26, 1.5, 0.4, 0.18) { Character = RoomCharacter.Plate })
    {
        Idiom = DrumAndBassIdiom.Create(),
        Mix = new() { TrimDb = 7, PumpDb = 2, LowDb = -3.5, HighDb = -5 },
    };
}
