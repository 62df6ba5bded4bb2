using SessionService.Music.Styles.Common;

namespace SessionService.Music.Styles.LoFi;

/// <summary>Beats that drag a little: the snare lies behind the beat, the hats swing, ghost notes fill the gaps.</summary>
internal static class LoFiDrums
{
    public static IReadOnlyList<Groove> Grooves { get; } =
    [
        new("brushed", new(0, 0.35),
        [
            new(Percussion.Kick, "X... .... x.o. ...."),
            new(Percussion.SideStick, ".... X... .... X...", 14),
            new(Percussion.Shaker, "o.x. o.x. o.x. o.x."),
        ]),
        new("half-time", new(0.12, 0.55),
        [
            new(Percussion.Kick, "X... ..o. ..?. ..x."),
            new(Percussion.Snare, ".... .... X... ..g.", 16),
            new(Percussion.ClosedHat, "x.o. x.o. x.o. x.og"),
        ]),
        new("dusty", new(0.3, 0.8),
        [
            new(Percussion.Kick, "X... ...x ..X. .?.."),
            new(Percussion.Snare, ".... X..g .g.. X..?", 16),
            new(Percussion.ClosedHat, "x.x. x.xg x.x. x.xo"),
        ]),
        new("tape", new(0.4, 0.9),
        [
            new(Percussion.Kick, "X.o. ..x. .xX. ...."),
            new(Percussion.Snare, "...g X... ..g. X.g.", 18),
            new(Percussion.ClosedHat, "x.xo x.x. x.xo x.x."),
            new(Percussion.OpenHat, ".... .... .... ..?."),
        ]),
        new("busy", new(0.62, 1),
        [
            new(Percussion.Kick, "X..x ..o. .xX. ..g."),
            new(Percussion.Snare, "..g. X..g .g.. X.g.", 12),
            new(Percussion.ClosedHat, "xoxo xoxg xoxo xgxo"),
            new(Percussion.OpenHat, ".... .... .... ..x."),
            new(Percussion.Tambourine, "..o. ..o. ..o. ..o."),
        ]),
        new("late-waltz", new(0, 0.55),
        [
            new(Percussion.Kick, "X... .... ..o.", Second: "X... .... ...."),
            new(Percussion.SideStick, ".... x... x...", 14),
            new(Percussion.Shaker, "o.x. o.x. o.x."),
        ], Metres.Waltz),
        new("dusty-waltz", new(0.4, 1),
        [
            new(Percussion.Kick, "X... ..o. ....", Second: "X... .... ..x."),
            new(Percussion.Snare, ".... x..g x.g.", 14),
            new(Percussion.ClosedHat, "x.x. x.xg x.xo"),
        ], Metres.Waltz),
        new("ballad", new(0, 1),
        [
            new(Percussion.Kick, "X..... ..o...", Second: "X..... ....x."),
            new(Percussion.Snare, "...... X..g..", 14),
            new(Percussion.ClosedHat, "x.o.x. x.o.xg"),
        ], Metres.Six),
    ];

    public static IReadOnlyList<DrumFill> Fills { get; } =
    [
        new("stutter",
        [
            new(Percussion.Snare, "..x. X.xo ..xx X.xX", 8),
            new(Percussion.ClosedHat, "x.x. x.x. x.x. ...."),
            new(Percussion.Kick, "X... ..x. ...x ..x."),
        ]),
        new("tumble",
        [
            new(Percussion.Snare, "X... x.o. x.xx ....", 8),
            new(Percussion.HighTom, ".... .... .... Xx.."),
            new(Percussion.FloorTom, ".... .... .... ..xX"),
            new(Percussion.Kick, "X... .... ..x. ...."),
        ]),
        new("stop",
        [
            new(Percussion.Kick, "X... .... X... ...."),
            new(Percussion.SideStick, ".... X... .... ..xX", 8),
            new(Percussion.OpenHat, ".... .... .... x..."),
        ]),
    ];
}
