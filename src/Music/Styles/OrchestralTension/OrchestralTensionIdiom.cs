using SessionService.Music.Styles.Common;
using SessionService.Music.Theory;
using SessionService.Music.Time;

namespace SessionService.Music.Styles.OrchestralTension;

/// <summary>Orchestral tension: plucked ostinati that do not stop, held strings above, short oboe calls, few closes.</summary>
internal static class OrchestralTensionIdiom
{
    private static readonly Metre Five = new(5, 4);
    private static readonly Metre Seven = new(7, 8);

    public static Idiom Create() => new()
    {
        Harmony = OrchestralTensionHarmony.Create(),
        Colours = new ColourLadders(
            [ChordQuality.Major, ChordQuality.Add9, ChordQuality.Major7, ChordQuality.Major7Sharp11],
            [ChordQuality.Major, ChordQuality.Dominant7, ChordQuality.Dominant7, ChordQuality.Dominant7Flat9],
            [ChordQuality.Minor, ChordQuality.MinorAdd9, ChordQuality.MinorAdd9, ChordQuality.MinorMajor7],
            [ChordQuality.Diminished, ChordQuality.Diminished7]),
        ColourRungs = (0.1, 3.4),
        Substitutions =
        [
            Substitution.Read("iv > bII"), Substitution.Read("bVI > bVI7"), Substitution.Read("V > viio7"), Substitution.Read("IV > iv"),
            Substitution.Read("bvii > viio7"), Substitution.Read("ii > bII"),
        ],
        Freedom = new HarmonicFreedom(0.3, 0.5, 0.4),
        Form = "iaabdobd",
        Rolls = true,
        Grooves = OrchestralTensionDrums.Grooves,
        Fills = OrchestralTensionDrums.Fills,
        Accent = Percussion.Crash,
        Basses = Basses,
        Comps = Comps,
        Arps = Arps,
        Lead = Lead,
        Counter = Counter,
        Ranges = Ensemble.Ranges(
            bass: (26, 48), chords: (50, 78), arp: (52, 81), lead: (60, 86), texture: (36, 62), counter: (45, 72)),
        Swing = (0.5, 0.5),
        HumaniseTicks = 5,
        Velocity = (44, 108),
        Openness = 0.8,
        FillLength = 0.5,
    };

    private static IReadOnlyList<BassLine> Basses =>
    [
        new(new(0, 0.5), "T... .... .... ....", 1.0),
        new(new(0.15, 0.75), "R..r .... R... ....", 0.9),
        new(new(0.4, 1), "R.r. r.r. R.r. r.ra", 0.55),
        new(new(0.6, 1), "Rrr. Rrr. Rrr. Rrra", 0.5),
        new(new(0, 1), "R.r. r.r. R.r. R.r. r.ra", 0.6, Five),
        new(new(0, 1), "R.r. R.r. R.r.ra", 0.6, Seven),
        new(new(0, 1), "R... .... ..a.", 0.9, Metres.Waltz),
        new(new(0, 1), "R.r.r. R.r.ra", 0.55, Metres.Six),
    ];

    private static IReadOnlyList<Comp> Comps =>
    [
        new(new(0, 1), "T... .... .... ....", 1.0),
        new(new(0.2, 0.8), "X... .... X... ....", 1.0),
        new(new(0.55, 1), "X.xx X.xx X.xx X.xx", 0.5, 2, Sustains: true),
        new(new(0, 0.6), "X... .... .... X... ....", 1.0, Metre: Metres.Five),
        new(new(0.5, 1), "Xoxo xoxo xoxo Xoxo xoxo", 0.5, 2, Sustains: true, Metre: Metres.Five),
        new(new(0, 0.6), "X... X... X.....", 1.0, Metre: Metres.Seven),
        new(new(0.5, 1), "X.x. X.x. X.x.x.", 0.5, 2, Sustains: true, Metre: Metres.Seven),
        new(new(0.2, 1), "X... x... x...", 0.9, 3, Metre: Metres.Waltz),
        new(new(0, 0.6), "X..... X.....", 1.0, Metre: Metres.Six),
        new(new(0.5, 1), "X.x.x. X.x.x.", 0.5, 2, Sustains: true, Metre: Metres.Six),
    ];

    private static IReadOnlyList<ArpFigure> Arps =>
    [
        new(new(0, 0.45), "X.x. x.x. X.x. x.x.", "02120212", 2, 0.5),
        new(new(0.2, 1), "Xoxo Xoxo Xoxo Xoxo", "0201020102010301", 1, 0.45),
        new(new(0.5, 1), "XoxX oxXo XoxX oxXo", "0120120320120310", 1, 0.4),
        new(new(0.1, 1), "Xoxo Xoxo Xoxo Xoxo Xoxo", "02010201020102010301", 1, 0.45, Five),
        new(new(0.1, 1), "Xoxo Xoxo Xoxoxo", "02010201020103", 1, 0.45, Seven),
        new(new(0, 1), "X.x. x.x. x.x.", "020102", 2, 0.5, Metres.Waltz),
        new(new(0, 1), "Xoxoxo Xoxoxo", "020102", 1, 0.45, Metres.Six),
    ];

    private static LeadIdiom Lead => new(
        ["X... .... .... x.X.", "X..x X... .... ....", ".... X... x... ....", "X... ..X. .... x..."],
        [".... .... X... x...", ".... X.x. .... ....", ".... .... ..x. X..."],
        0.3, 0.4, 1.0, 16);

    private static CounterIdiom Counter => new(
        ["X... .... .... ....", "X... .... X... ....", ".... .... X... ...."],
        ["X... x... X... ....", "X.x. X... .... x...", "..X. x... X... x..."],
        1.0, 16);
}
