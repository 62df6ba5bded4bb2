using SessionService.Music.Styles.Common;
using SessionService.Music.Time;

namespace SessionService.Music.Styles.FolkAcoustic;

/// <summary>Feet, hands and a tambourine; a jig in six, a waltz in three.</summary>
internal static class FolkAcousticDrums
{
    private static readonly Metre Jig = new(6, 8);
    private static readonly Metre Waltz = new(3, 4);

    public static IReadOnlyList<Groove> Grooves { get; } =
    [
        new("foot", new(0, 0.4),
        [
            new(Percussion.Kick, "X... .... X... ...."),
            new(Percussion.Shaker, "o.g. x.g. o.g. x.g."),
        ]),
        new("porch", new(0.15, 0.75),
        [
            new(Percussion.Kick, "X... .... X... ...."),
            new(Percussion.Tambourine, ".... X... .... X..."),
            new(Percussion.Shaker, "x.o. x.o. x.o. x.o."),
        ]),
        new("train", new(0.4, 1),
        [
            new(Percussion.Kick, "X... x... X... x..."),
            new(Percussion.Snare, "g.xg g.xg g.xg g.xx", Second: "g.xg g.xg g.xg x.xx"),
            new(Percussion.Tambourine, "..o. ..x. ..o. ..x."),
        ]),
        new("stomp", new(0.6, 1),
        [
            new(Percussion.Kick, "X..x .... X.x. ....", Second: "X..x .... X..x ..o."),
            new(Percussion.Clap, ".... X... .... X..."),
            new(Percussion.Tambourine, "x.o. x.o. x.o. x.oo"),
        ]),
        new("jig", new(0, 1),
        [
            new(Percussion.Kick, "X..... X.....", Second: "X..... X...x."),
            new(Percussion.Tambourine, "..o.x. ..o.x."),
            new(Percussion.Shaker, "x.g.o. x.g.o."),
        ], Jig),
        new("hard-jig", new(0.55, 1),
        [
            new(Percussion.Kick, "X...x. X...o."),
            new(Percussion.Snare, "..g.x. ..g.xg"),
            new(Percussion.Tambourine, "x.o.x. x.o.x."),
        ], Jig),
        new("waltz", new(0, 1),
        [
            new(Percussion.Kick, "X... .... ...."),
            new(Percussion.Tambourine, ".... x... x..."),
            new(Percussion.Shaker, "o.g. o.g. o.g."),
        ], Waltz),
        new("air", new(0, 0.4),
        [
            new(Percussion.Kick, "X..... o....."),
            new(Percussion.Shaker, "x.g.o. x.g.o."),
        ], Metres.Six),
        new("five-step", new(0, 1),
        [
            new(Percussion.Kick, "X... .... .... X... ...."),
            new(Percussion.Tambourine, ".... x... x... .... x..."),
            new(Percussion.Shaker, "o.g. o.g. o.g. o.g. o.g."),
        ], Metres.Five),
        new("ruchenitsa", new(0, 1),
        [
            new(Percussion.Kick, "X... X... X.....", Second: "X... X... X...o."),
            new(Percussion.Tambourine, "..o. ..o. ..x.o."),
            new(Percussion.Shaker, "x.g. x.g. x.g.g."),
        ], Metres.Seven),
    ];

    public static IReadOnlyList<DrumFill> Fills { get; } =
    [
        new("hands",
        [
            new(Percussion.Clap, ".... x... x.x. X.X."),
            new(Percussion.Kick, "X... .... X... ...."),
        ]),
        new("skins",
        [
            new(Percussion.Snare, "..x. x.x. x.xx X..."),
            new(Percussion.LowTom, ".... .... .... ..XX"),
            new(Percussion.Kick, "X... .... X... ...."),
        ]),
        new("shake", [new(Percussion.Tambourine, "x.o. x.o. xoxo XxXx"), new(Percussion.Kick, "X... .... X... ....")]),
    ];
}
