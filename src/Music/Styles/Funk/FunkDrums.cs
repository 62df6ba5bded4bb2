using SessionService.Music.Styles.Common;

namespace SessionService.Music.Styles.Funk;

/// <summary>Everything on the one; then the kick dodges, the snare whispers sixteenths between its two shouts.</summary>
internal static class FunkDrums
{
    public static IReadOnlyList<Groove> Grooves { get; } =
    [
        new("laid-back", new(0, 0.4),
        [
            new(Percussion.Kick, "X... ..x. X.x. ....", Second: "X... ..x. X.x. ..o."),
            new(Percussion.Snare, ".... X... .... X..g", 8),
            new(Percussion.ClosedHat, "x.x. x.x. x.x. x.x."),
        ]),
        new("pocket", new(0.15, 0.8),
        [
            new(Percussion.Kick, "X..x ..x. ..X. .x..", Second: "X..x ..x. ..X. ...."),
            new(Percussion.Snare, "..g. X..g .g.. X.g.", 6, "..g. X..g .g.g X..g"),
            new(Percussion.ClosedHat, "xoxo xoxo xoxo xoxo"),
            new(Percussion.OpenHat, ".... .... .... ..?."),
        ]),
        new("displaced", new(0.4, 1),
        [
            new(Percussion.Kick, "X.X. ...x ..X. ..x.", Second: "X..X ...x ..X. .x.."),
            new(Percussion.Snare, ".g.g X..g .g.g X..g", 4, ".g.g X..g .gX. ..g."),
            new(Percussion.ClosedHat, "xxox xxox xxox xxox"),
            new(Percussion.OpenHat, ".... ..x. .... ...."),
        ]),
        new("street", new(0.55, 1),
        [
            new(Percussion.Kick, "X..X ..X. .xX. .x.."),
            new(Percussion.Snare, ".gg. X.gg .gg. X.gx", 4, ".gg. X.gg .gx. Xgxg"),
            new(Percussion.ClosedHat, "xoxo xoxo xoxo xoxo"),
            new(Percussion.Tambourine, "..x. ..x. ..x. ..x."),
            new(Percussion.HighConga, "...o ..ox ...o .ox."),
        ]),
        new("bell", new(0.3, 0.9),
        [
            new(Percussion.Kick, "X... ..xX ..x. ....", Second: "X... ..xX ..x. .x.o"),
            new(Percussion.Snare, "..g. X.g. ..gg X.g.", 6),
            new(Percussion.ClosedHat, "x.xo x.xo x.xo x.xo"),
            new(Percussion.Cowbell, "x... x... x... x..."),
        ]),
        new("odd-pocket", new(0, 1),
        [
            new(Percussion.Kick, "X..x .... X.x..."),
            new(Percussion.Snare, "..g. X.g. ..g.xg", 6),
            new(Percussion.ClosedHat, "xoxo xoxo xoxoxo"),
        ], Metres.Seven),
        new("five-alive", new(0, 1),
        [
            new(Percussion.Kick, "X..x ..o. .... X.x. ...."),
            new(Percussion.Snare, "..g. x..g ..g. ..g. x..g", 6),
            new(Percussion.ClosedHat, "xoxo xoxo xoxo xoxo xoxo"),
        ], Metres.Five),
        new("six-pocket", new(0, 1),
        [
            new(Percussion.Kick, "X....x ..x..."),
            new(Percussion.Snare, "..g... X..g..", 6),
            new(Percussion.ClosedHat, "x.o.x. x.o.xo"),
        ], Metres.Six),
    ];

    public static IReadOnlyList<DrumFill> Fills { get; } =
    [
        new("sixteens",
        [
            new(Percussion.Snare, "g.xg Xgxx gxXx XxXX"),
            new(Percussion.Kick, "X... .... X... x..."),
        ]),
        new("stop",
        [
            new(Percussion.Kick, "X... .... X..X ...."),
            new(Percussion.Snare, ".... X... ..X. ..XX"),
            new(Percussion.OpenHat, ".... .... .... x..."),
        ]),
        new("around",
        [
            new(Percussion.Snare, "X.xx .... x... ...."),
            new(Percussion.HighTom, ".... Xxx. .... ...."),
            new(Percussion.MidTom, ".... .... .Xx. ...."),
            new(Percussion.FloorTom, ".... .... ...x XxXX"),
            new(Percussion.Kick, "X... .... X... ...."),
        ]),
    ];
}
