using SessionService.Music.Styles.Common;
using SessionService.Music.Theory;

namespace SessionService.Music.Styles.Funk;

/// <summary>Funk: each part has its own sixteenths and leaves the others theirs; the horns answer and get out of the way.</summary>
internal static class FunkIdiom
{
    public static Idiom Create() => new()
    {
        Harmony = FunkHarmony.Create(),
        Blues = FunkHarmony.Blues,
        Colours = new ColourLadders(
            [ChordQuality.Six, ChordQuality.SixNine, ChordQuality.Major9, ChordQuality.Major9],
            [ChordQuality.Dominant7, ChordQuality.Dominant9, ChordQuality.Dominant13, ChordQuality.Dominant13],
            [ChordQuality.Minor7, ChordQuality.Minor7, ChordQuality.Minor9, ChordQuality.Minor11],
            [ChordQuality.HalfDiminished7]),
        ColourRungs = (0.2, 3.2),
        Substitutions = [Substitution.Read("V7 > bII7"), Substitution.Read("IV > IV7"), Substitution.Read("v > V7"), Substitution.Read("vi > VI7")],
        Freedom = new HarmonicFreedom(0.3, 0.1, 0.35),
        Form = "iafaofdf",
        Grooves = FunkDrums.Grooves,
        Fills = FunkDrums.Fills,
        Accent = Percussion.Crash,
        Basses =
        [
            // At rest the bass alone keeps the bar up: on one and on three, whatever the density.
            new(new(0, 0.45), "H... ..r. H.r. ..7.", 0.8),
            new(new(0.15, 0.85), "R..g ..r8 ..R. g.7a", 0.55),
            new(new(0.35, 1), "R.g8 ..gr .gR. 8g7r", 0.5),
            new(new(0.5, 1), "Rg.8 gr.g 8.Rg .r5a", 0.5),
            new(new(0.25, 1), "R.r. .... ..8g r7.a", 0.55),
            new(new(0, 1), "R..g R.8. R.g7.a", 0.55, Metres.Seven),
            new(new(0, 1), "R..g ..r8 ..r. R.g8 ..7a", 0.55, Metres.Five),
            new(new(0, 1), "R...g8 R..g7a", 0.55, Metres.Six),
        ],
        Comps =
        [
            new(new(0, 0.5), "X... ..x. ..X. ..x.", 0.5, 3),
            new(new(0.15, 0.9), "X..x ..X. .x.. x.o.", 0.4, 1),
            new(new(0.35, 1), "X.xo .xX. oxo. Xox.", 0.4, 1),
            new(new(0.55, 1), "XxoX oxXo xXox oXxo", 0.4, 1),
            new(new(0, 1), "X..x X..x X.x...", 0.4, 2, Metre: Metres.Seven),
            new(new(0, 1), "X..x ..x. .x.. X..x ..o.", 0.4, 1, Metre: Metres.Five),
            new(new(0, 1), "X..x.o X..x..", 0.4, 2, Metre: Metres.Six),
        ],
        Arps =
        [
            new(new(0, 0.6), "..x. X... ..x. X...", "2323", 1, 0.4),
            new(new(0.2, 1), "o.xo X.xo o.xo X.xo", "2232223222322232", 1, 0.35),
            new(new(0.5, 1), "oxoX xoxo Xoxx oXox", "2223222422232224", 1, 0.35),
            new(new(0, 1), "X.xo X.xo X.xoxo", "22322232223232", 1, 0.35, Metres.Seven),
            new(new(0, 1), "X.xo o.xo o.xo X.xo o.xo", "2232", 1, 0.35, Metres.Five),
        ],
        Lead = Lead,
        Counter = Counter,
        Ranges = Ensemble.Ranges(
            bass: (28, 52), chords: (52, 78), arp: (57, 84), lead: (58, 84), texture: (48, 74), counter: (55, 81)),
        Swing = (0.52, 0.57),
        HumaniseTicks = 5,
        Velocity = (54, 106),
        Openness = 0.2,
        FillLength = 0.4,
    };

    private static LeadIdiom Lead => new(
        ["X..x ..X. .... ....", "..X. .x.X .... ..x.", "X.X. ..x. .... X...", "...X ..X. .x.X ....", "X... .... ..xX .X.."],
        ["..X. .X.. .... ....", ".... ..xX .... ....", ".... .... .xX. X..."],
        0.2, 0.38, 0.6, 5, Palette.Blues);

    private static CounterIdiom Counter => new(
        ["X... .... .... ....", "X... .... .... ..x.", ".... .... X... ...."],
        ["X..x ..x. X... ....", "..X. ..X. ..x. x...", "X.x. ..X. .... x..."],
        0.85, 14);
}
