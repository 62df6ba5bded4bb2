using SessionService.Music.Styles.Common;

namespace SessionService.Music.Styles.Cinematic;

/// <summary>Low drums: a heartbeat, a march, war.</summary>
internal static class CinematicDrums
{
    public static IReadOnlyList<Groove> Grooves { get; } =
    [
        new("heartbeat", new(0, 0.38),
        [
            new(Percussion.Kick, "X..o .... .... ...."),
            new(Percussion.LowTom, ".... .... ..o. ..?."),
        ]),
        new("steps", new(0.15, 0.6),
        [
            new(Percussion.Kick, "X... .... x... ...."),
            new(Percussion.LowTom, "...o ..x. .... ..xo"),
            new(Percussion.Shaker, "..g. ..g. ..g. ..g."),
        ]),
        new("march", new(0.42, 0.8),
        [
            new(Percussion.Kick, "X... ..o. X... ...?"),
            new(Percussion.LowTom, "..x. x..o ..x. x.x."),
            new(Percussion.FloorTom, ".... ..g. .... ..og"),
            new(Percussion.Snare, ".... x..g .... x.gg"),
        ]),
        new("war", new(0.65, 1),
        [
            new(Percussion.Kick, "X..x ..X. X..x ..x."),
            new(Percussion.LowTom, "..x. x..x ..x. x.xx"),
            new(Percussion.FloorTom, "x.g. x.g. x.g. xgxo"),
            new(Percussion.Snare, ".g.. X..g .g.. X.go"),
            new(Percussion.Tambourine, "..o. ..o. ..o. ..o."),
        ]),
        new("storm", new(0.8, 1),
        [
            new(Percussion.Kick, "X..X ..X. .xX. x.x."),
            new(Percussion.LowTom, "xox. xoxo x.xo xoxx"),
            new(Percussion.FloorTom, "g.x. g.x. gox. gxox"),
            new(Percussion.Snare, "..g. X.g. ..gg X.xo"),
        ]),
        new("court-waltz", new(0, 0.6),
        [
            new(Percussion.Kick, "X... .... ...."),
            new(Percussion.LowTom, ".... o... o.?."),
        ], Metres.Waltz),
        new("war-waltz", new(0.5, 1),
        [
            new(Percussion.Kick, "X..x .... ...."),
            new(Percussion.FloorTom, "..o. x.o. x.ox"),
            new(Percussion.Snare, ".... x... x.gg"),
            new(Percussion.Tambourine, "..o. ..o. ..o."),
        ], Metres.Waltz),
        new("voyage", new(0, 0.6),
        [
            new(Percussion.Kick, "X..... x....."),
            new(Percussion.LowTom, "....o. ...o.o"),
        ], Metres.Six),
        new("high-sea", new(0.5, 1),
        [
            new(Percussion.Kick, "X....x X....x"),
            new(Percussion.LowTom, "..x.x. ..x.xo"),
            new(Percussion.Snare, "...... X...gg"),
            new(Percussion.FloorTom, "o.o.o. o.o.o."),
        ], Metres.Six),
        new("five-steps", new(0, 0.6),
        [
            new(Percussion.Kick, "X... .... .... X... ...."),
            new(Percussion.LowTom, ".... ..o. .... ..o. ..o."),
        ], Metres.Five),
        new("five-war", new(0.5, 1),
        [
            new(Percussion.Kick, "X..x ..x. .... X..x ...."),
            new(Percussion.LowTom, "..x. x.o. x.x. ..x. x.xx"),
            new(Percussion.Snare, ".... .... x..g .... x.gg"),
        ], Metres.Five),
        new("seven-steps", new(0, 0.6),
        [
            new(Percussion.Kick, "X... x... X....."),
            new(Percussion.LowTom, "..o. ..o. ..o.o."),
        ], Metres.Seven),
        new("seven-war", new(0.5, 1),
        [
            new(Percussion.Kick, "X..x X..x X.x..."),
            new(Percussion.LowTom, "..x. ..x. ..x.xx"),
            new(Percussion.Snare, "..g. ..g. ..g.xo"),
        ], Metres.Seven),
    ];

    public static IReadOnlyList<DrumFill> Fills { get; } =
    [
        new("descent",
        [
            new(Percussion.HighTom, "X.x. xo.. XxXo ...."),
            new(Percussion.MidTom, ".... X.xo ..xo XxX."),
            new(Percussion.FloorTom, "..o. ..o. x... ..XX"),
            new(Percussion.LowTom, "x... x..x ..xo x.XX"),
            new(Percussion.Snare, ".... ..g. ..go xoxX"),
            new(Percussion.Kick, "X... .... X... x..."),
        ]),
        new("roll",
        [
            new(Percussion.LowTom, "X.x. x.x. XoXo XxXX"),
            new(Percussion.FloorTom, "x..o x..o x.xo XoXx"),
            new(Percussion.Snare, ".... ..g. gogo xxxX"),
            new(Percussion.Kick, "X... .... X... x..."),
        ]),
        new("breath",
        [
            new(Percussion.Kick, "X... .... X... ...."),
            new(Percussion.LowTom, ".... .... .... x.Xx"),
            new(Percussion.FloorTom, ".... .... .... .x.X"),
        ]),
    ];
}
