namespace SessionService.Music.Styles.Meditation;

/// <summary>Bowls and wood, struck and left to ring: events rather than a beat.</summary>
internal static class MeditationDrums
{
    public static IReadOnlyList<Groove> Grooves { get; } =
    [
        new("bowl", new(0, 0.6),
        [
            new(Percussion.Kick, "o... .... .... ....", Second: ".... .... ?... ...."),
            new(Percussion.Triangle, ".... .... ?... ....", Second: "?... .... .... ...."),
            new(Percussion.Shaker, ".... .... g... ...."),
        ]),
        new("rain-stick", new(0, 0.8),
        [
            new(Percussion.Kick, "o... .... .... ....", Second: "g... .... .... ...."),
            new(Percussion.Shaker, "g... o... g... o...", Second: "g... o.g. g... o..."),
            new(Percussion.WoodBlock, ".... .... .... ?..."),
        ]),
        new("heartbeat", new(0.45, 1),
        [
            new(Percussion.Kick, "x..o .... .... ....", Second: "x..o .... .... ..?."),
            new(Percussion.Shaker, "g.o. g.o. g.o. g.o."),
            new(Percussion.WoodBlock, ".... ..?. .... ...."),
            new(Percussion.Triangle, ".... .... o... ...."),
        ]),
    ];

    public static IReadOnlyList<DrumFill> Fills { get; } =
    [
        new("chime", [new(Percussion.Triangle, ".... .... o... x..."), new(Percussion.Shaker, "..g. ..g. ..o. ..o.")]),
        new("wood", [new(Percussion.WoodBlock, ".... .... o..o ..x."), new(Percussion.Kick, "o... .... .... x...")]),
    ];
}
