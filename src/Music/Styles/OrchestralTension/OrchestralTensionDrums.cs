using SessionService.Music.Styles.Common;
using SessionService.Music.Time;

namespace SessionService.Music.Styles.OrchestralTension;

/// <summary>Low strokes far apart that come nearer; odd metres push forward by their uneven groups.</summary>
internal static class OrchestralTensionDrums
{
    private static readonly Metre Five = new(5, 4);
    private static readonly Metre Seven = new(7, 8);

    public static IReadOnlyList<Groove> Grooves { get; } =
    [
        new("distant", new(0, 0.35),
        [
            new(Percussion.Kick, "x... .... .... ....", Second: "x... .... .... ..o."),
            new(Percussion.Shaker, ".... ..g. .... ..g."),
        ]),
        new("pulse", new(0.12, 0.65),
        [
            new(Percussion.Kick, "X..x .... X... ....", Second: "X..x .... X..o ...."),
            new(Percussion.LowTom, ".... ..o. .... .o.o"),
            new(Percussion.Claves, "?... .... ?... ...."),
        ]),
        new("pursuit", new(0.4, 0.9),
        [
            new(Percussion.Kick, "X..x ..x. X..x ..x."),
            new(Percussion.LowTom, "..o. x..o ..o. x.oo", Second: "..o. x..o ..o. xoxo"),
            new(Percussion.Snare, "...g ..g. ...g .ggo"),
        ]),
        new("onslaught", new(0.65, 1),
        [
            new(Percussion.Kick, "X..X ..X. X..X ..X.", Second: "X..X ..X. X.X. X.x."),
            new(Percussion.LowTom, "xoxo xoxo xoxo xoxx"),
            new(Percussion.FloorTom, "o.x. o.x. o.x. oxox"),
            new(Percussion.Snare, ".g.g x.go .g.g x.xo"),
        ]),
        new("five", new(0, 1),
        [
            new(Percussion.Kick, "X..x .... o... X..o ...."),
            new(Percussion.LowTom, "..o. ..x. ..o. ..x. .o.o"),
            new(Percussion.Snare, ".... ..g. .... .... ..gg"),
        ], Five),
        new("seven", new(0, 1),
        [
            new(Percussion.Kick, "X... X... X.x..."),
            new(Percussion.LowTom, "..x. ..o. ..o.xo"),
            new(Percussion.Snare, "..g. ..g. ....gg"),
        ], Seven),
        new("dark-waltz", new(0, 1),
        [
            new(Percussion.Kick, "X... .... ....", Second: "X... .... ..o."),
            new(Percussion.LowTom, ".... x... x..o"),
            new(Percussion.Snare, ".... ..g. ..g."),
        ], Metres.Waltz),
        new("dread", new(0, 1),
        [
            new(Percussion.Kick, "X..... X..o.."),
            new(Percussion.LowTom, "..o.o. ..o.xo"),
            new(Percussion.Snare, "...... ..g.gg"),
        ], Metres.Six),
    ];

    public static IReadOnlyList<DrumFill> Fills { get; } =
    [
        new("gather",
        [
            new(Percussion.LowTom, "X... x... x.x. xXXX"),
            new(Percussion.FloorTom, "..o. ..o. .x.x XxXx"),
            new(Percussion.Snare, ".... ..g. gggo oxxX"),
            new(Percussion.Kick, "X... .... X... x..."),
        ]),
        new("stab", [new(Percussion.Kick, "X... .... X... ...."), new(Percussion.LowTom, "X... .... .... X.XX")]),
        new("roll", [new(Percussion.Snare, "gggg gogo oooo xxXX"), new(Percussion.Kick, "X... .... X... ....")]),
    ];
}
