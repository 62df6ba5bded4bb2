using SessionService.Music.Theory;

namespace SessionService.Music.Styles.House;

/// <summary>House: off-beat bass and stabs against the kick, sparse voice-like hooks, builds of a whole phrase.</summary>
internal static class HouseIdiom
{
    public static Idiom Create() => new()
    {
        Harmony = HouseHarmony.Create(),
        Colours = new ColourLadders(
            [ChordQuality.Major7, ChordQuality.Major7, ChordQuality.Major9, ChordQuality.Major7Sharp11],
            [ChordQuality.Dominant7Sus4, ChordQuality.Dominant9Sus4, ChordQuality.Dominant9, ChordQuality.Dominant13],
            [ChordQuality.Minor7, ChordQuality.Minor9, ChordQuality.Minor9, ChordQuality.Minor11],
            [ChordQuality.HalfDiminished7]),
        ColourRungs = (-0.1, 3.2),
        Substitutions = [Substitution.Read("IV > iv"), Substitution.Read("bVII > bII"), Substitution.Read("v > bVI"), Substitution.Read("vi > VI7")],
        Freedom = new HarmonicFreedom(0.15, 0.1, 0.15),
        Form = "iabdfobd",
        Rolls = true,
        Grooves = HouseDrums.Grooves,
        Fills = HouseDrums.Fills,
        Accent = Percussion.Crash,
        Basses =
        [
            new(new(0, 0.5), "..R. ..r. ..R. ..r.", 0.8),
            new(new(0.15, 1), "R..r ..R. ..r. .r8.", 0.7),
            new(new(0.35, 1), "..R. ..R8 ..R. ..r7", 0.6),
            new(new(0.5, 1), "R.r8 ..R. r.R. .8ra", 0.6),
        ],
        Comps =
        [
            new(new(0, 0.45), "X... .... ..x. ....", 0.9, 14),
            new(new(0.1, 1), "X..x ..x. ..X. ..o.", 0.5, 3),
            new(new(0.3, 1), "..X. ..X. ..X. ..X.", 0.5, 2),
            new(new(0.45, 1), "X..X ..X. .x.. X.x.", 0.5, 2),
        ],
        Arps =
        [
            new(new(0, 0.6), "X..x ..x. X..x ..o.", "0213", 2, 0.7),
            new(new(0.2, 1), "X.xo x.xo X.xo x.xo", "0231023102310231", 1, 0.55),
            new(new(0.5, 1), "XxoX xoXx oXxo XxoX", "0120120120120123", 1, 0.5),
        ],
        Lead = Lead,
        Counter = Counter,
        Ranges = Ensemble.Ranges(
            bass: (28, 52), chords: (50, 77), arp: (60, 88), lead: (60, 86), texture: (48, 74), counter: (58, 84)),
        Swing = (0.51, 0.56),
        HumaniseTicks = 3,
        Velocity = (54, 104),
        Openness = 0.35,
        FillLength = 0.35,
    };

    private static LeadIdiom Lead => new(
        ["..X. x... .... ....", "X..x ..X. .... ....", "...X ..x. X... ....", "..X. .x.X .... x..."],
        [".... .... ..X. x...", ".... ..X. .... ....", "...x ..X. .... ...."],
        0.25, 0.4, 0.8, 8, Palette.Pentatonic);

    private static CounterIdiom Counter => new(
        ["X... .... .... ....", ".... .... X... ....", "..X. .... .... ...."],
        ["..X. .x.. ..X. ....", "X..x ..x. .... ....", "...X ..X. ...x ...."],
        0.8, 12);
}
