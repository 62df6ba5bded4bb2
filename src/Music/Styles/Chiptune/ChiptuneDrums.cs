using SessionService.Music.Styles.Common;

namespace SessionService.Music.Styles.Chiptune;

/// <summary>Noise bursts and pitch drops: one channel that must be kick, snare and hat by turns.</summary>
internal static class ChiptuneDrums
{
    public static IReadOnlyList<Groove> Grooves { get; } =
    [
        new("walk", new(0, 0.45),
        [
            new(Percussion.Kick, "X... .... X... ...."),
            new(Percussion.Snare, ".... x... .... x..."),
            new(Percussion.ClosedHat, "..o. ..o. ..o. ..o."),
        ]),
        new("level", new(0.15, 0.85),
        [
            new(Percussion.Kick, "X... ..x. X... ....", Second: "X... ..x. X.x. ...."),
            new(Percussion.Snare, ".... X... .... X...", Second: ".... X... .... X.o."),
            new(Percussion.ClosedHat, "x.o. x.o. x.o. x.o."),
        ]),
        new("boss", new(0.5, 1),
        [
            new(Percussion.Kick, "X.x. ..X. X.x. ..x."),
            new(Percussion.Snare, ".... X..o .... X.xo", Second: ".... X..o ..x. X.xx"),
            new(Percussion.ClosedHat, "xoxo xoxo xoxo xoxo"),
        ]),
        new("gallop", new(0.35, 1),
        [
            new(Percussion.Kick, "X..x X..x X..x X..x"),
            new(Percussion.Snare, ".... X... .... X..."),
            new(Percussion.ClosedHat, "o.xx o.xx o.xx o.xx"),
        ]),
        new("minuet", new(0, 1),
        [
            new(Percussion.Kick, "X... .... ...."),
            new(Percussion.Snare, ".... x... x..."),
            new(Percussion.ClosedHat, "..o. ..o. ..o."),
        ], Metres.Waltz),
        new("sailor", new(0, 1),
        [
            new(Percussion.Kick, "X..... X....."),
            new(Percussion.Snare, "....x. ....x."),
            new(Percussion.ClosedHat, "x.o.o. x.o.o."),
        ], Metres.Six),
        new("glitch", new(0, 1),
        [
            new(Percussion.Kick, "X... X... X.x..."),
            new(Percussion.Snare, "..o. ..o. ....x."),
            new(Percussion.ClosedHat, "x.o. x.o. x.o.o."),
        ], Metres.Seven),
    ];

    public static IReadOnlyList<DrumFill> Fills { get; } =
    [
        new("burst", [new(Percussion.Snare, "X.x. X.x. XxXx XXXX"), new(Percussion.Kick, "X... .... X... ....")]),
        new("drop",
        [
            new(Percussion.HighTom, "X.x. .... .... ...."),
            new(Percussion.MidTom, ".... X.x. .... ...."),
            new(Percussion.LowTom, ".... .... X.xx ...."),
            new(Percussion.FloorTom, ".... .... .... XxXX"),
        ]),
        new("stutter", [new(Percussion.Snare, ".... X..X ..X. XX.X"), new(Percussion.Kick, "X..X .... X... ....")]),
    ];
}
