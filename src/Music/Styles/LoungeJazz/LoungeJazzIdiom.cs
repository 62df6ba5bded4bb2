using SessionService.Music.Styles.Common;
using SessionService.Music.Theory;
using SessionService.Music.Time;

namespace SessionService.Music.Styles.LoungeJazz;

/// <summary>Lounge jazz: swung eighths, a bass that walks, chords placed off the beat, long melodic breath.</summary>
internal static class LoungeJazzIdiom
{
    private static readonly Metre Waltz = new(3, 4);

    public static Idiom Create() => new()
    {
        Harmony = LoungeJazzHarmony.Create(),
        Blues = LoungeJazzHarmony.Blues,
        Colours = new ColourLadders(
            [ChordQuality.Major7, ChordQuality.SixNine, ChordQuality.Major9, ChordQuality.Major7Sharp11],
            [ChordQuality.Dominant7, ChordQuality.Dominant9, ChordQuality.Dominant13, ChordQuality.Dominant7Flat9],
            [ChordQuality.Minor7, ChordQuality.Minor7, ChordQuality.Minor9, ChordQuality.Minor11],
            [ChordQuality.HalfDiminished7, ChordQuality.HalfDiminished7, ChordQuality.Diminished7]),
        ColourRungs = (0.3, 3.4),
        Substitutions =
        [
            Substitution.Read("V > bII7"), Substitution.Read("V7 > bII7"), Substitution.Read("IV > iv6"), Substitution.Read("vi > VI7"),
            Substitution.Read("ii > II7"), Substitution.Read("iii > bIIIo7"),
        ],
        Freedom = new HarmonicFreedom(0.8, 0.3, 0.45),
        Form = "iaafoafo",
        Grooves = LoungeJazzDrums.Grooves,
        Fills = LoungeJazzDrums.Fills,
        Accent = Percussion.Ride,
        Basses =
        [
            new(new(0, 0.4), "R... .... F... ....", 0.9),
            new(new(0.2, 1), "R... w... w... w...", 0.92),
            new(new(0.45, 1), "R... w... w.r. w...", 0.9),
            new(new(0, 1), "R... w... w...", 0.92, Waltz),
            new(new(0, 0.5), "R... .... w...", 0.95, Waltz),
            new(new(0, 1), "R... w... w... r... w...", 0.9, Metres.Five),
            new(new(0, 1), "R...r. R...a.", 0.9, Metres.Six),
        ],
        Comps =
        [
            new(new(0, 0.5), "X... .... ..X. ....", 0.9, 12, 6),
            new(new(0, 0.8), "X... ..X. .... ....", 0.6, 6, 4),
            new(new(0.2, 1), "..X. .... ..x. ....", 0.5, 5, 4),
            new(new(0.4, 1), "X... ..x. .... ..x.", 0.45, 4, 3),
            new(new(0.5, 1), "..x. ..X. .... x.o.", 0.4, 4, 3),
            new(new(0, 0.7), "X... ..x. ....", 0.6, 6, 4, Metre: Metres.Waltz),
            new(new(0.3, 1), "X... x... x.o.", 0.45, 4, 4, Metre: Metres.Waltz),
            new(new(0, 1), "X... ..x. .... X... ..o.", 0.5, 5, 4, Metre: Metres.Five),
            new(new(0, 1), "X....o X...o.", 0.5, 4, 4, Metre: Metres.Six),
        ],
        Arps =
        [
            new(new(0, 0.6), "X... x... X... x...", "0213", 2, 0.8),
            new(new(0.25, 1), "X.x. ..x. X... x.o.", "02134132", 2, 0.8),
            new(new(0.5, 1), "..X. x.x. ..X. x.x.", "43210123", 2, 0.7),
            new(new(0, 1), "X.x. x.x. x.o.", "021321", 2, 0.8, Metres.Waltz),
            new(new(0, 1), "X.x.x. X.x.x.", "021341", 2, 0.8, Metres.Six),
        ],
        Lead = Lead,
        Counter = Counter,
        Ranges = Ensemble.Ranges(
            bass: (28, 52), chords: (50, 76), arp: (52, 79), lead: (58, 84), texture: (48, 74), counter: (60, 86)),
        Swing = (0.6, 0.64),
        SwingsEighths = true,
        HumaniseTicks = 12,
        Velocity = (48, 94),
        Openness = 0.4,
        FillLength = 0.5,
    };

    private static LeadIdiom Lead => new(
        ["X... x.x. x.X. ....", "..X. x.x. X... ....", "X... ..x. x.x. X...", ".... X.x. x.x. X.x.", "x.x. X... ..x. X..."],
        ["..X. x.X. .... ....", ".... ..x. x.X. ....", ".... .... X.x. X..."],
        0.3, 0.3, 0.9, 12);

    private static CounterIdiom Counter => new(
        ["X... .... .... ....", ".... .... X... ....", "..X. .... .... x..."],
        ["..X. x.x. X... ....", "X... x.x. ..X. ....", "..x. X... x.x. X..."],
        0.92, 14);
}
