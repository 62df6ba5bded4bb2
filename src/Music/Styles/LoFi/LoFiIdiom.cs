using SessionService.Music.Score;
using SessionService.Music.Styles.Common;
using SessionService.Music.Theory;

namespace SessionService.Music.Styles.LoFi;

/// <summary>Lo-fi: jazz chords on an electric piano over a lazy beat with swung sixteenths.</summary>
internal static class LoFiIdiom
{
    public static Idiom Create() => new()
    {
        Harmony = LoFiHarmony.Create(),
        Colours = new ColourLadders(
            [ChordQuality.Major7, ChordQuality.Major9, ChordQuality.SixNine, ChordQuality.Major7Sharp11],
            [ChordQuality.Dominant7, ChordQuality.Dominant9, ChordQuality.Dominant13, ChordQuality.Dominant7Flat9],
            [ChordQuality.Minor7, ChordQuality.Minor9, ChordQuality.Minor9, ChordQuality.Minor11],
            [ChordQuality.HalfDiminished7]),
        ColourRungs = (0.1, 3.4),
        Substitutions =
        [
            Substitution.Read("IV > iv6"), Substitution.Read("ii > iih7"), Substitution.Read("V > bII7"),
            Substitution.Read("vi > VI7"), Substitution.Read("bVI > bVI7"), Substitution.Read("bVII > viio7"),
        ],
        Freedom = new HarmonicFreedom(0.6, 0.3, 0.3),
        Form = "iaafofdo",
        Grooves = LoFiDrums.Grooves,
        Fills = LoFiDrums.Fills,
        Accent = Percussion.Ride,
        Basses = Basses,
        Comps = Comps,
        Arps = Arps,
        Lead = Lead,
        Counter = Counter,
        Ranges = new Dictionary<Part, PartRange>
        {
            [Part.Bass] = new(28, 50),
            [Part.Chords] = new(48, 74),
            [Part.Arp] = new(55, 84),
            [Part.Lead] = new(60, 88),
            [Part.Texture] = new(48, 72),
            [Part.Counter] = new(60, 84),
        },
        Swing = (0.58, 0.62),
        HumaniseTicks = 9,
        Velocity = (46, 92),
        Openness = 0.35,
        FillLength = 0.5,
    };

    private static IReadOnlyList<BassLine> Basses =>
    [
        new(new(0, 0.4), "R... .... ..5. ....", 0.9),
        new(new(0, 0.6), "R... ..r. .... r.a.", 0.85),
        new(new(0.3, 0.9), "R..r ..5. ..R. ..a.", 0.8),
        new(new(0.45, 1), "R..r .r8. ..R. r.3a", 0.75),
        new(new(0.6, 1), "R.r. ..R. 5.r. 8.ra", 0.7),
        new(new(0, 0.6), "R... .... ..a.", 0.9, Metres.Waltz),
        new(new(0.4, 1), "R... ..r. r.a.", 0.8, Metres.Waltz),
        new(new(0, 1), "R..... r...a.", 0.9, Metres.Six),
    ];

    private static IReadOnlyList<Comp> Comps =>
    [
        new(new(0, 0.5), "X... .... ..X. ....", 0.97, 64, 14),
        new(new(0, 0.7), "X... ..x. ..X. ....", 0.95, 64, 12),
        new(new(0.2, 0.9), "X..x .... ..X. ..o.", 0.8, 8, 9),
        new(new(0.35, 1), "..X. ..x. ..X. ...x", 0.7, 6, 7),
        new(new(0.5, 1), "X..x ..o. .x.. x.o.", 0.65, 5, 6),
        new(new(0, 0.6), "X... .... ....", 0.97, 64, 12, Metre: Metres.Waltz),
        new(new(0.3, 1), "X... x... x.o.", 0.8, 6, 9, Metre: Metres.Waltz),
        new(new(0, 1), "X..... x...o.", 0.85, 8, 9, Metre: Metres.Six),
    ];

    private static IReadOnlyList<ArpFigure> Arps =>
    [
        new(new(0, 0.6), "X... x.o. ..x. o...", "02134231", 2, 1.2),
        new(new(0.2, 1), "..x. X..x ..o. X.x.", "0213423102134231", 1, 0.9),
        new(new(0.45, 1), "X.xo x.xo X.ox x.xo", "0213243112342132", 1, 0.8),
        new(new(0, 1), "X.x. x.x. x.o.", "021324", 2, 1.1, Metres.Waltz),
        new(new(0, 1), "X.x.x. X.x.o.", "021324", 2, 1.1, Metres.Six),
    ];

    private static LeadIdiom Lead => new LeadIdiom(
        ["..x. X..x ..x. X...", "X..x ..X. ..o. x...", "...x X.x. ..X. o...", "X.x. ..x. .X.. ..x.", "..X. .x.. X.o. ...."],
        ["..X. .x.. .... ....", ".... ..x. X... ....", "..x. X... ..o. ....", ".... .... ..X. x..."],
        0.22, 0.32, 0.85, 10);

    private static CounterIdiom Counter => new CounterIdiom(
        ["X... .... .... ....", ".... ..X. .... x...", "X... .... ..x. ...."],
        ["..X. x.x. X..o ....", "...x X..x ..X. x...", "X..x ..x. X... ...."],
        0.92, 14);
}
