namespace SessionService.Music.Styles.House;

/// <summary>House: who plays, how loud and where.</summary>
internal static class HouseStyle
{
    public static Style Create() => new(
        "house",
        "Four on the floor, off-beat hats and stabs, long builds.",
        124,
        Ensemble.Of(
            ("house-kit", -6), ("organ-bass", -10), ("stab-piano", -6.5),
            ("pluck-synth", -10), ("vocal-lead", -12), ("air-texture", -22), ("house-organ", -16)),
        new InstrumentChoice("pluck-synth", -9),
        new SpaceSettings(1.8, 0.45, 15, 0.24, 0.75, 0.35, 0.18) { Character = RoomCharacter.Plate })
    {
        Idiom = HouseIdiom.Create(),
        Mix = new() { TrimDb = 7, PumpDb = 4, Width = 1.4, HighDb = -4 },
    };
}
