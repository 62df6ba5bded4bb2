using SessionService.Music.Styles.Common;
using SessionService.Music.Theory;
using SessionService.Music.Time;

namespace SessionService.Music.Styles.FolkAcoustic;

/// <summary>Folk: root and fifth in the bass, strummed or picked chords, a tune of five notes that could be sung.</summary>
internal static class FolkAcousticIdiom
{
    private static readonly Metre Jig = new(6, 8);
    private static readonly Metre Waltz = new(3, 4);

    public static Idiom Create() => new()
    {
        Harmony = FolkAcousticHarmony.Create(),
        Blues = FolkAcousticHarmony.Blues,
        Colours = new ColourLadders(
            [ChordQuality.Major, ChordQuality.Major, ChordQuality.Add9, ChordQuality.Major7],
            [ChordQuality.Major, ChordQuality.Sus4, ChordQuality.Dominant7, ChordQuality.Dominant9],
            [ChordQuality.Minor, ChordQuality.Minor, ChordQuality.Minor7, ChordQuality.MinorAdd9],
            [ChordQuality.Diminished]),
        ColourRungs = (-0.4, 3.2),
        Substitutions = [Substitution.Read("IV > iv"), Substitution.Read("ii > II7"), Substitution.Read("vi > VI7"), Substitution.Read("v > V")],
        Freedom = new HarmonicFreedom(0.3, 0.3, 0.5),
        Form = "iaafoaff",
        Grooves = FolkAcousticDrums.Grooves,
        Fills = FolkAcousticDrums.Fills,
        Accent = Percussion.Tambourine,
        Basses =
        [
            new(new(0, 0.5), "R... .... 5... ....", 0.9),
            new(new(0.2, 1), "R... 5... R... 5..a", 0.8),
            new(new(0.5, 1), "R..r 5... R..r 5.ra", 0.75),
            new(new(0, 0.6), "R..... 5.....", 0.9, Jig),
            new(new(0.3, 1), "R...r. 5...a.", 0.8, Jig),
            new(new(0, 1), "R... .... ..a.", 0.9, Waltz),
            new(new(0, 1), "R... .... 5... R... ..a.", 0.9, Metres.Five),
            new(new(0, 1), "R... 5... R...a.", 0.85, Metres.Seven),
        ],
        Comps =
        [
            new(new(0, 0.5), "X... ..x. X... ..x.", 1.0, 8, 24),
            new(new(0.1, 1), "X... x.xo .ox. x.xo", 0.9, 6, 18),
            new(new(0.4, 1), "X.xo x.xx .xxo x.xx", 0.8, 4, 14),
            new(new(0, 1), "X...x. X...x.", 0.9, 6, 18, Metre: Jig),
            new(new(0.5, 1), "X.o.x. X.o.xo", 0.85, 4, 14, Metre: Jig),
            new(new(0, 1), "X... x... x.o.", 0.9, 6, 20, Metre: Waltz),
            new(new(0, 1), "X... x... x.o. X... x.o.", 0.9, 6, 18, Metre: Metres.Five),
            new(new(0, 1), "X.o. X.o. X.o.x.", 0.85, 4, 14, Metre: Metres.Seven),
        ],
        Arps =
        [
            new(new(0, 0.6), "X.x. x.x. X.x. x.x.", "02132132", 2, 1.4),
            new(new(0.3, 1), "X.xo x.xo X.xo x.xo", "0213201302132013", 1, 1.0),
            new(new(0, 1), "X.x.x. X.x.x.", "021321", 2, 1.2, Jig),
            new(new(0, 1), "X.x. x.x. x.x.", "021321", 2, 1.3, Metres.Waltz),
            new(new(0, 1), "X.x. x.x. x.x. X.x. x.x.", "0213210231", 2, 1.2, Metres.Five),
            new(new(0, 1), "X.x. X.x. X.x.x.", "0213021", 2, 1.2, Metres.Seven),
        ],
        Lead = Lead,
        Counter = Counter,
        Ranges = Ensemble.Ranges(
            bass: (28, 50), chords: (48, 76), arp: (57, 86), lead: (60, 88), texture: (48, 74), counter: (55, 81)),
        Swing = (0.5, 0.55),
        HumaniseTicks = 10,
        Velocity = (50, 98),
        Openness = 0.5,
        FillLength = 0.35,
    };

    private static LeadIdiom Lead => new(
        ["X.x. X.x. X... x...", "X... x.x. X.x. ....", "x.X. x... X.x. x...", "X.xx X... x.x. X..."],
        ["..X. x.x. X... ....", ".... X.x. x... ....", ".... .... X.x. X..."],
        0.25, 0.2, 0.92, 12, Palette.Pentatonic);

    private static CounterIdiom Counter => new(
        ["X... .... .... ....", "X... .... X... ....", ".... X... .... ...."],
        ["X.x. x... X.x. ....", "X... x.x. X... x...", "..X. x.x. X... ...."],
        0.98, 16);
}
