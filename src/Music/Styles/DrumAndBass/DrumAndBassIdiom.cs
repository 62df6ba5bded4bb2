using SessionService.Music.Styles.Common;
using SessionService.Music.Theory;

namespace SessionService.Music.Styles.DrumAndBass;

/// <summary>Drum and bass: everything but the drums goes at half their speed; the bass is long, low and in motion.</summary>
internal static class DrumAndBassIdiom
{
    public static Idiom Create() => new()
    {
        Harmony = DrumAndBassHarmony.Create(),
        Colours = new ColourLadders(
            [ChordQuality.Add9, ChordQuality.Major7, ChordQuality.Major9, ChordQuality.Major7Sharp11],
            [ChordQuality.Sus2, ChordQuality.Dominant7Sus4, ChordQuality.Dominant9Sus4, ChordQuality.Dominant9],
            [ChordQuality.MinorAdd9, ChordQuality.Minor7, ChordQuality.Minor9, ChordQuality.Minor11],
            [ChordQuality.Diminished, ChordQuality.HalfDiminished7]),
        ColourRungs = (0.2, 3.2),
        Substitutions = [Substitution.Read("IV > iv"), Substitution.Read("bVII > bII"), Substitution.Read("iv > bII"), Substitution.Read("vi > bVI")],
        Freedom = new HarmonicFreedom(0.1, 0.15, 0.2),
        Form = "iabdfobd",
        Rolls = true,
        Grooves = DrumAndBassDrums.Grooves,
        Fills = DrumAndBassDrums.Fills,
        Accent = Percussion.Crash,
        Basses =
        [
            new(new(0, 0.5), "T... .... .... ....", 1.0),
            new(new(0.15, 1), "R... .... ..R. ....", 0.95),
            new(new(0.3, 1), "R... ..r. ..R. ..5.", 0.9),
            new(new(0.5, 1), "R..r .... ..R. 8..a", 0.8),
            new(new(0.65, 1), "R.r. ..8. ..R. r.ra", 0.7),
            new(new(0, 1), "R... .... R...a.", 0.9, Metres.Seven),
        ],
        Comps =
        [
            new(new(0, 1), "T... .... .... ....", 1.0, 64, 0, 1),
            new(new(0.1, 0.8), "X... .... .... ....", 1.0),
            new(new(0.45, 1), "X... ..x. .... x...", 0.8, 6, Sustains: true),
            new(new(0.1, 1), "X... .... x.....", 1.0, Metre: Metres.Seven),
        ],
        Arps =
        [
            new(new(0, 0.6), "X... ..x. .... x...", "02134", 2, 1.4),
            new(new(0.2, 1), "X..x ..x. X..x ..o.", "02413", 2, 1.1),
            new(new(0.5, 1), "X.xo X.xo X.xo X.xo", "0213402134021342", 1, 0.8),
            new(new(0, 1), "X.o. X.o. X.o.o.", "0213021", 2, 1.1, Metres.Seven),
        ],
        Lead = Lead,
        Counter = Counter,
        Ranges = Ensemble.Ranges(
            bass: (24, 46), chords: (48, 76), arp: (60, 91), lead: (60, 86), texture: (48, 74), counter: (60, 86)),
        Swing = (0.5, 0.53),
        HumaniseTicks = 3,
        Velocity = (54, 104),
        Openness = 0.7,
        FillLength = 0.5,
    };

    private static LeadIdiom Lead => new(
        ["X... .... x... X...", "X... ..X. .... ....", "..X. .... X... ..x.", "X... .... .... X.x."],
        [".... .... X... ....", ".... X... .... x...", ".... .... ..X. x..."],
        0.3, 0.38, 0.95, 16);

    private static CounterIdiom Counter => new(
        ["X... .... .... ....", ".... .... X... ....", "X... .... .... x..."],
        ["X... x... X... ....", "..X. .... x.X. ....", "X..x ..X. .... x..."],
        1.0, 16);
}
