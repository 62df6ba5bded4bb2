using SessionService.Music.Styles.Common;
using SessionService.Music.Time;

namespace SessionService.Music.Styles.LoungeJazz;

/// <summary>The ride leads, the hi-hat's foot marks two and four, the snare talks in between and the kick is felt, not heard.</summary>
internal static class LoungeJazzDrums
{
    private static readonly Metre Waltz = new(3, 4);
    private static readonly Metre Five = new(5, 4);

    public static IReadOnlyList<Groove> Grooves { get; } =
    [
        new("brushes", new(0, 0.45),
        [
            new(Percussion.Kick, "g... .... g... ...."),
            new(Percussion.Snare, "o.g. x.g. o.g. x.g."),
            new(Percussion.PedalHat, ".... X... .... X..."),
        ]),
        new("two-feel", new(0.1, 0.6),
        [
            new(Percussion.Kick, "o... .... o... ...."),
            new(Percussion.Ride, "X... x... X... x.o."),
            new(Percussion.PedalHat, ".... X... .... X..."),
            new(Percussion.SideStick, ".... .... .... o..."),
        ]),
        new("swing", new(0.25, 1),
        [
            new(Percussion.Kick, "g... g... g... g...", Second: "g... g... g... g.o."),
            new(Percussion.Ride, "X... X.x. X... X.x."),
            new(Percussion.PedalHat, ".... X... .... X..."),
            new(Percussion.Snare, "..?. ..g. .... ..o.", Second: ".... ..?. ..g. ...."),
        ]),
        new("hard-swing", new(0.6, 1),
        [
            new(Percussion.Kick, "o... ..?. o... ..o.", Second: "o..? .... ..o. ...."),
            new(Percussion.Ride, "X... X.x. X.o. X.x."),
            new(Percussion.PedalHat, ".... X... .... X..."),
            new(Percussion.Snare, "..o. ..x. ..g. ..x.", Second: "..x. ..g. ..o. x.o."),
        ]),
        new("waltz", new(0, 1),
        [
            new(Percussion.Kick, "o... .... ....", Second: "o... .... ..g."),
            new(Percussion.Ride, "X... x.o. x..."),
            new(Percussion.PedalHat, ".... X... X..."),
            new(Percussion.Snare, "..g. ..o. ..?."),
        ], Waltz),
        new("five", new(0, 1),
        [
            new(Percussion.Kick, "o... ..g. .... o... ...."),
            new(Percussion.Ride, "X... X.x. X... X... X.x."),
            new(Percussion.PedalHat, ".... X... .... .... X..."),
            new(Percussion.Snare, "..g. .... ..o. ..g. ...."),
        ], Five),
        new("six-eight", new(0, 1),
        [
            new(Percussion.Kick, "x....o x....."),
            new(Percussion.Ride, "X.x.xo X.x.x."),
            new(Percussion.PedalHat, "...... X....."),
            new(Percussion.SideStick, "....o. ....o."),
        ], Metres.Six),
    ];

    public static IReadOnlyList<DrumFill> Fills { get; } =
    [
        new("triplet-talk",
        [
            new(Percussion.Snare, "x.o. x.x. X.x. x.X."),
            new(Percussion.Kick, ".... .... ..x. ..x."),
            new(Percussion.PedalHat, ".... X... .... X..."),
        ]),
        new("toms",
        [
            new(Percussion.Snare, "x... x.x. .... ...."),
            new(Percussion.HighTom, ".... .... X.x. ...."),
            new(Percussion.FloorTom, ".... .... .... X.x."),
            new(Percussion.PedalHat, ".... X... .... X..."),
        ]),
        new("turn",
        [
            new(Percussion.Ride, "X... X.x. X... ...."),
            new(Percussion.Snare, ".... .... ..x. X.X."),
            new(Percussion.Kick, ".... .... .... ..x."),
        ]),
    ];
}
