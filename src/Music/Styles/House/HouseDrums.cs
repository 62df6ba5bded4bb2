namespace SessionService.Music.Styles.House;

/// <summary>The kick on every beat, the clap on two and four, the open hat between: what changes is all around them.</summary>
internal static class HouseDrums
{
    public static IReadOnlyList<Groove> Grooves { get; } =
    [
        new("warm-up", new(0, 0.35),
        [
            new(Percussion.Kick, "X... X... X... X..."),
            new(Percussion.ClosedHat, "..x. ..x. ..x. ..x."),
            new(Percussion.Shaker, "o.go o.go o.go o.go"),
        ]),
        new("floor", new(0.15, 0.8),
        [
            new(Percussion.Kick, "X... X... X... X..."),
            new(Percussion.Clap, ".... X... .... X..."),
            new(Percussion.OpenHat, "..X. ..X. ..X. ..X."),
            new(Percussion.ClosedHat, "o..g o..g o..g o.og"),
        ]),
        new("shuffle", new(0.3, 1),
        [
            new(Percussion.Kick, "X... X... X... X...", Second: "X... X... X... X..o"),
            new(Percussion.Clap, ".... X... .... X...", Second: ".... X... ...g X..?"),
            new(Percussion.OpenHat, "..X. ..X. ..X. ..X."),
            new(Percussion.ClosedHat, "oxg. oxg. oxg. oxgx"),
            new(Percussion.LowConga, "...o ..o. ...x .o.."),
        ]),
        new("peak", new(0.55, 1),
        [
            new(Percussion.Kick, "X... X... X... X..."),
            new(Percussion.Clap, ".... X... .... X...", Second: ".... X..o .... X.o."),
            new(Percussion.OpenHat, "..X. ..X. ..X. ..X."),
            new(Percussion.ClosedHat, "xoxo xoxo xoxo xoxo"),
            new(Percussion.Ride, "o... o... o... o..."),
            new(Percussion.Tambourine, ".o.o .o.o .o.o .o.o"),
        ]),
        new("garage", new(0.3, 0.9),
        [
            new(Percussion.Kick, "X... X... X... X..."),
            new(Percussion.SideStick, "...x ..x. ..x. .x..", Second: "...x ..x. ...x ..x."),
            new(Percussion.Clap, ".... X... .... X..."),
            new(Percussion.OpenHat, "..X. ..X. ..X. ..X."),
            new(Percussion.Cabasa, "xgog xgog xgog xgog"),
        ]),
    ];

    public static IReadOnlyList<DrumFill> Fills { get; } =
    [
        new("claps",
        [
            new(Percussion.Kick, "X... X... X... ...."),
            new(Percussion.Clap, ".... X... ..x. XxXX"),
            new(Percussion.OpenHat, "..x. ..x. ..x. ...."),
        ]),
        new("snare",
        [
            new(Percussion.Kick, "X... X... X... X..."),
            new(Percussion.Snare, "..x. ..x. x.xx xXXX"),
        ]),
        new("gap",
        [
            new(Percussion.Kick, "X... X... X... ...."),
            new(Percussion.LowConga, "...x ..x. .x.x x.x."),
            new(Percussion.OpenHat, ".... .... .... ..X."),
        ]),
    ];
}
