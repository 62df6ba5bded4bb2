using SessionService.Music.Styles.Common;

namespace SessionService.Music.Styles.Synthwave;

/// <summary>A machine's backbeat: the kick on the floor, a huge snare on two and four, straight hats, tom rolls.</summary>
internal static class SynthwaveDrums
{
    public static IReadOnlyList<Groove> Grooves { get; } =
    [
        new("cruise", new(0, 0.4),
        [
            new(Percussion.Kick, "X... .... X... ...."),
            new(Percussion.Snare, ".... X... .... X..."),
            new(Percussion.ClosedHat, "x.o. x.o. x.o. x.o."),
        ]),
        new("drive", new(0.2, 0.85),
        [
            new(Percussion.Kick, "X... x... X... x..."),
            new(Percussion.Snare, ".... X... .... X..."),
            new(Percussion.ClosedHat, "o.x. o.x. o.x. o.xo"),
            new(Percussion.OpenHat, ".... .... .... ..?."),
        ]),
        new("chase", new(0.45, 1),
        [
            new(Percussion.Kick, "X... X... X... X.o.", Second: "X... X... X..o X..."),
            new(Percussion.Snare, ".... X... .... X...", Second: ".... X... .... X..o"),
            new(Percussion.ClosedHat, "xoxo xoxo xoxo xoxo"),
            new(Percussion.OpenHat, "..x. ..x. ..x. ..x."),
            new(Percussion.Tambourine, ".... o... .... o..."),
        ]),
        new("syncopated", new(0.4, 0.95),
        [
            new(Percussion.Kick, "X... ..x. ..X. ....", Second: "X... ..x. .xX. ..o."),
            new(Percussion.Snare, ".... X... .... X..."),
            new(Percussion.ClosedHat, "x.xo x.xo x.xo x.xo"),
            new(Percussion.Clap, ".... o... .... o..."),
        ]),
        new("slow-six", new(0, 1),
        [
            new(Percussion.Kick, "X..... ..x...", Second: "X..... ..x.x."),
            new(Percussion.Snare, "...... X....."),
            new(Percussion.ClosedHat, "x.o.x. x.o.x."),
        ], Metres.Six),
        new("seven-lanes", new(0, 1),
        [
            new(Percussion.Kick, "X... X... X.x..."),
            new(Percussion.Snare, "...o ...o ....x."),
            new(Percussion.ClosedHat, "x.o. x.o. x.o.o."),
        ], Metres.Seven),
    ];

    public static IReadOnlyList<DrumFill> Fills { get; } =
    [
        new("toms",
        [
            new(Percussion.HighTom, "X.x. Xx.. .... ...."),
            new(Percussion.MidTom, ".... ..Xx X.x. ...."),
            new(Percussion.LowTom, ".... .... ..xX X.xX"),
            new(Percussion.Kick, "X... .... X... ...."),
        ]),
        new("gate",
        [
            new(Percussion.Snare, "X..x ..X. x.x. XxXX"),
            new(Percussion.Kick, "X... x... X... x..."),
        ]),
        new("cascade",
        [
            new(Percussion.Snare, ".... X... x.x. ...."),
            new(Percussion.HighTom, ".... .... ...x Xo.."),
            new(Percussion.LowTom, ".... .... .... ..XX"),
            new(Percussion.Kick, "X... .... X... ...."),
        ]),
    ];
}
