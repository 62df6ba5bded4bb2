using SessionService.Music.Styles.Common;

namespace SessionService.Music.Styles.DrumAndBass;

/// <summary>Two-steps and breaks: the second kick falls late in the bar, ghost snares run between the backbeats.</summary>
internal static class DrumAndBassDrums
{
    public static IReadOnlyList<Groove> Grooves { get; } =
    [
        new("half-time", new(0, 0.32),
        [
            new(Percussion.Kick, "X... .... .... ..x.", Second: "X... ..x. .... ...."),
            new(Percussion.Snare, ".... .... X... ...."),
            new(Percussion.ClosedHat, "x.o. x.o. x.o. x.og"),
        ]),
        new("two-step", new(0.12, 0.75),
        [
            new(Percussion.Kick, "X... .... ..X. ...."),
            new(Percussion.Snare, ".... X... .... X..."),
            new(Percussion.ClosedHat, "x.x. x.x. x.x. x.xg"),
            new(Percussion.Ride, "..o. ..o. ..o. ..o."),
        ]),
        new("roller", new(0.3, 1),
        [
            new(Percussion.Kick, "X... .... ..X. ....", Second: "X.x. .... ..X. ...o"),
            new(Percussion.Snare, ".... X..g .g.. X..g", Second: ".... X..g .g.g X.g."),
            new(Percussion.ClosedHat, "xoxo xoxg xoxo xoxg"),
            new(Percussion.Shaker, "g.o. g.o. g.o. g.o."),
        ]),
        new("break", new(0.45, 1),
        [
            new(Percussion.Kick, "X.X. .... ..xX ....", Second: "X.x. .... ..X. ..o."),
            new(Percussion.Snare, ".... X..x .g.. X..x", Second: ".... X..g .x.. ..X."),
            new(Percussion.Ride, "x.x. x.x. x.x. x.x."),
            new(Percussion.ClosedHat, ".g.g .g.g .g.g .g.g"),
        ]),
        new("steppers", new(0.6, 1),
        [
            new(Percussion.Kick, "X..x .... ..X. .x..", Second: "X..x .... .xX. ...."),
            new(Percussion.Snare, ".g.. X.g. .g.g X.g.", Second: ".g.. X.gx .g.. X.xx"),
            new(Percussion.ClosedHat, "xxox xxox xxox xxox"),
            new(Percussion.OpenHat, "..?. .... ..x. ...."),
        ]),
        new("broken-seven", new(0, 1),
        [
            new(Percussion.Kick, "X... .... X.x...", Second: "X..o .... X....."),
            new(Percussion.Snare, ".... X..g ....x."),
            new(Percussion.ClosedHat, "x.o. x.o. x.o.xg"),
        ], Metres.Seven),
    ];

    public static IReadOnlyList<DrumFill> Fills { get; } =
    [
        new("rush",
        [
            new(Percussion.Snare, "..x. X.xx .xXx XxXX"),
            new(Percussion.Kick, "X... .... x... x..."),
            new(Percussion.ClosedHat, "x.x. x.x. .... ...."),
        ]),
        new("chop",
        [
            new(Percussion.Snare, ".... X..X ..X. .XxX"),
            new(Percussion.Kick, "X.x. ..X. X..x X..."),
        ]),
        new("tom-run",
        [
            new(Percussion.Snare, ".... X... x... ...."),
            new(Percussion.HighTom, ".... .... ..Xx ...."),
            new(Percussion.LowTom, ".... .... .... XxXX"),
            new(Percussion.Kick, "X... .... ..X. ...."),
        ]),
    ];
}
