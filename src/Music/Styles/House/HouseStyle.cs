namespace SessionService.Music.Styles.House;

/// <summary>House: who plays, how loud and where.</summary>
internal static class HouseStyle
{
    public static Style Create() => new(
        "house",
        "Four on the floor, off-beat hats and stabs, long builds.",
        124,
        Ensemble.Of(
            ("house-kit", -7), ("organ-bass", -11), ("stab-piano", -4),
            ("pluck-synth", -8.5), ("vocal-lead", -11), ("air-texture", -17), ("house-organ", -12.5)),
        new InstrumentChoice("pluck-synth", -9),
        new SpaceSettings(1.8, 0.45, 15, 0.24, 0.75, 0.35, 0.18) { Character = RoomCharacter.Plate })
    {
        Idiom = HouseIdiom.Create(),
        StingerRange = new(36, 96),
        Mix = new() { TrimDb = 5.3, RestDb = 7, FullDb = -2, PumpDb = 4, Width = 1.5, HighDb = -2.7 },
    };
}
