using SessionService.Music.Styles.Common;

namespace SessionService.Music.Styles.Ambient;

/// <summary>Percussion as weather: a shaker's breath, a soft low drum, a triangle now and then.</summary>
internal static class AmbientDrums
{
    public static IReadOnlyList<Groove> Grooves { get; } =
    [
        new("breath", new(0, 0.55),
        [
            new(Percussion.Kick, "o... .... .... ...."),
            new(Percussion.Shaker, ".... o... .... o.g."),
            new(Percussion.Triangle, ".... .... ?... ...."),
        ]),
        new("tide", new(0, 0.75),
        [
            new(Percussion.Kick, "o... .... ..g. ...."),
            new(Percussion.Shaker, "g... g.o. g... g.o."),
            new(Percussion.Claves, ".... ...? .... ...."),
        ]),
        new("pulse", new(0.5, 1),
        [
            new(Percussion.Kick, "x... .... o... ...."),
            new(Percussion.Shaker, "g.o. g.o. g.o. g.og"),
            new(Percussion.Claves, "...? .... ..g. ...."),
            new(Percussion.LowTom, ".... ..o. .... ..o."),
        ]),
        new("slow-six", new(0, 1),
        [
            new(Percussion.Kick, "x..... o....."),
            new(Percussion.Shaker, "....o. g...o."),
        ], Metres.Six),
    ];

    public static IReadOnlyList<DrumFill> Fills { get; } =
    [
        new("shimmer", [new(Percussion.Triangle, ".... .... o... x..."), new(Percussion.Shaker, "g.o. g.o. g.oo xoxx")]),
        new("drop", [new(Percussion.LowTom, ".... .... ..o. x..x"), new(Percussion.Shaker, "..o. ..o. ..o. ..o.")]),
    ];
}
