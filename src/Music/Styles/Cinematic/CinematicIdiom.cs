using SessionService.Music.Score;
using SessionService.Music.Styles.Common;
using SessionService.Music.Theory;

namespace SessionService.Music.Styles.Cinematic;

/// <summary>Cinematic: long strings and a horn over low drums; ostinati when it gets serious.</summary>
internal static class CinematicIdiom
{
    public static Idiom Create() => new()
    {
        Harmony = CinematicHarmony.Create(),
        Colours = new ColourLadders(
            [ChordQuality.Major, ChordQuality.Add9, ChordQuality.Major7, ChordQuality.Major7Sharp11],
            [ChordQuality.Major, ChordQuality.Sus4, ChordQuality.Dominant7, ChordQuality.Dominant7Flat9],
            [ChordQuality.Minor, ChordQuality.MinorAdd9, ChordQuality.Minor7, ChordQuality.Minor9],
            [ChordQuality.Diminished, ChordQuality.Diminished, ChordQuality.Diminished7, ChordQuality.Diminished7]),
        ColourRungs = (-0.3, 3.1),
        Substitutions =
        [
            Substitution.Read("IV > iv"), Substitution.Read("vi > bVI"), Substitution.Read("ii > bII"),
            Substitution.Read("iv > bII"), Substitution.Read("bVII > viio7"), Substitution.Read("iii > bIII"),
        ],
        Freedom = new HarmonicFreedom(0.35, 0.35, 0.45),
        Form = "iaafobdo",
        Rolls = true,
        Grooves = CinematicDrums.Grooves,
        Fills = CinematicDrums.Fills,
        Accent = Percussion.Crash,
        Basses = Basses,
        Comps = Comps,
        Arps = Arps,
        Lead = Lead,
        Counter = Counter,
        Ranges = new Dictionary<Part, PartRange>
        {
            [Part.Bass] = new(28, 50),
            [Part.Chords] = new(48, 77),
            [Part.Arp] = new(55, 86),
            [Part.Lead] = new(57, 84),
            [Part.Texture] = new(36, 62),
            [Part.Counter] = new(53, 79),
        },
        Swing = (0.5, 0.5),
        HumaniseTicks = 6,
        Velocity = (42, 108),
        Openness = 0.7,
        FillLength = 0.6,
    };

    private static IReadOnlyList<BassLine> Basses =>
    [
        new(new(0, 0.45), "R... .... .... ....", 1.0),
        new(new(0.2, 0.65), "R... .... r... ..a.", 1.0),
        new(new(0.5, 0.85), "R.r. r.r. R.r. r.a.", 0.6),
        new(new(0.72, 1), "R.rr R.rr R.rr 8.ra", 0.55),
        new(new(0.55, 1), "R..r ..R. 5..r ..a.", 0.8),
        new(new(0, 0.5), "R... .... ....", 1.0, Metres.Waltz),
        new(new(0.45, 1), "R.r. r.r. r.a.", 0.6, Metres.Waltz),
        new(new(0, 0.5), "R..... r.....", 1.0, Metres.Six),
        new(new(0.45, 1), "R.r.r. R.r.a.", 0.6, Metres.Six),
        new(new(0, 0.5), "R... .... .... R... ....", 1.0, Metres.Five),
        new(new(0.45, 1), "R.r. r.r. r.r. R.r. r.ra", 0.6, Metres.Five),
        new(new(0, 0.5), "R... R... R.....", 0.95, Metres.Seven),
        new(new(0.45, 1), "R.r. R.r. R.r.ra", 0.6, Metres.Seven),
    ];

    private static IReadOnlyList<Comp> Comps =>
    [
        new(new(0, 0.55), "X... .... .... ....", 1.0),
        new(new(0.1, 0.7), "X... .... x... ....", 1.0),
        new(new(0.5, 0.9), "X.o. x.o. X.o. x.o.", 0.6, 2, Sustains: true),
        new(new(0.7, 1), "X.xo X.xo X.xo X.xo", 0.55, 2, Sustains: true),
        new(new(0.6, 1), "X..x ..X. .x.. X...", 0.85, 6),
        new(new(0, 0.55), "X... .... ....", 1.0, Metre: Metres.Waltz),
        new(new(0.5, 1), "X.o. x.o. x.o.", 0.6, 2, Sustains: true, Metre: Metres.Waltz),
        new(new(0, 0.55), "X..... x.....", 1.0, Metre: Metres.Six),
        new(new(0.5, 1), "X.o.o. X.o.o.", 0.6, 2, Sustains: true, Metre: Metres.Six),
        new(new(0, 0.55), "X... .... .... X... ....", 1.0, Metre: Metres.Five),
        new(new(0.5, 1), "X.o. o.o. o.o. X.o. o.o.", 0.6, 2, Sustains: true, Metre: Metres.Five),
        new(new(0, 0.55), "X... x... X.....", 1.0, Metre: Metres.Seven),
        new(new(0.5, 1), "X.o. X.o. X.o.o.", 0.6, 2, Sustains: true, Metre: Metres.Seven),
    ];

    private static IReadOnlyList<ArpFigure> Arps =>
    [
        new(new(0, 0.45), "X.x. o.x. x.o. o.o.", "01232101", 2, 1.6),
        new(new(0.25, 0.8), "X.x. x.x. X.x. x.x.", "02413142", 2, 1.2),
        new(new(0.5, 1), "Xoxo Xoxo Xoxo Xoxo", "0121012102420242", 1, 0.7),
        new(new(0.65, 1), "XoxX oxXo XoxX oxXo", "0230230202302302", 1, 0.6),
        new(new(0, 1), "X.x. x.x. x.x.", "024131", 2, 1.2, Metres.Waltz),
        new(new(0, 1), "X.x.x. X.x.x.", "012021", 2, 1.2, Metres.Six),
        new(new(0, 1), "X.x. x.x. x.x. X.x. x.x.", "0241310242", 2, 1.2, Metres.Five),
        new(new(0, 1), "X.x. X.x. X.x.x.", "0212021", 2, 1.2, Metres.Seven),
    ];

    private static LeadIdiom Lead => new LeadIdiom(
        ["X... .... x.o. X...", "X... x... X... ....", "X..x X... .... o.x.", "X... ..x. X... x...", ".... X.x. X... ...."],
        [".... .... X... x...", "..x. X... .... ....", ".... X... ..o. x...", ".... .... x.x. X..."],
        0.3, 0.25, 0.98, 16);

    private static CounterIdiom Counter => new CounterIdiom(
        ["X... .... .... ....", "X... .... X... ....", ".... X... .... x..."],
        ["X... x... X... x.x.", "X.x. X... x.x. X...", "..X. x... X... ...."],
        1.0, 16);
}
