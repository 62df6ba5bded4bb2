using SessionService.Music.Styles.Common;
using SessionService.Music.Theory;

namespace SessionService.Music.Styles.Chiptune;

/// <summary>Chiptune: chords broken so fast that they fuse, octave basses, a busy tune with clean, short notes.</summary>
internal static class ChiptuneIdiom
{
    public static Idiom Create() => new()
    {
        Harmony = ChiptuneHarmony.Create(),
        Colours = new ColourLadders(
            [ChordQuality.Major, ChordQuality.Major, ChordQuality.Add9, ChordQuality.Major7],
            [ChordQuality.Major, ChordQuality.Dominant7, ChordQuality.Dominant7, ChordQuality.Dominant9],
            [ChordQuality.Minor, ChordQuality.Minor, ChordQuality.MinorAdd9, ChordQuality.Minor7],
            [ChordQuality.Diminished, ChordQuality.Diminished7]),
        ColourRungs = (-0.4, 3.1),
        Substitutions =
        [
            Substitution.Read("IV > bVI"), Substitution.Read("V > bVII"), Substitution.Read("vi > bVI"), Substitution.Read("iv > bII"),
            Substitution.Read("bVII > viio7"),
        ],
        Freedom = new HarmonicFreedom(0.5, 0.35, 0.6),
        Form = "iafafobd",
        Grooves = ChiptuneDrums.Grooves,
        Fills = ChiptuneDrums.Fills,
        Accent = Percussion.Crash,
        Basses =
        [
            new(new(0, 0.45), "R... r... R... r...", 0.7),
            new(new(0.15, 0.9), "R.8. r.8. R.8. r.8a", 0.6),
            new(new(0.35, 1), "R.rr 8.rr R.rr 8.ra", 0.5),
            new(new(0.3, 1), "R..5 ..8. R..5 ..ra", 0.6),
            new(new(0, 1), "R... 8... 8...", 0.6, Metres.Waltz),
            new(new(0, 1), "R...8. R...8.", 0.6, Metres.Six),
            new(new(0, 1), "R.8. R.8. R.8.8.", 0.6, Metres.Seven),
        ],
        Comps =
        [
            new(new(0, 0.6), "X... .... X... ....", 0.8, 8),
            new(new(0.2, 1), "..X. ..X. ..X. ..X.", 0.5, 2),
            new(new(0.4, 1), "X..x ..X. X..x ..x.", 0.5, 2),
            new(new(0, 1), "X... x... x...", 0.5, 2, Metre: Metres.Waltz),
            new(new(0, 1), "X...x. X...x.", 0.5, 2, Metre: Metres.Six),
            new(new(0, 1), "X... X... X...x.", 0.5, 2, Metre: Metres.Seven),
        ],
        Arps =
        [
            new(new(0, 0.5), "Xoxo Xoxo Xoxo Xoxo", "0120120120120120", 1, 0.8),
            new(new(0.2, 1), "Xxxx Xxxx Xxxx Xxxx", "0123012301230123", 1, 0.75),
            new(new(0.45, 1), "Xxxx Xxxx Xxxx Xxxx", "0241024102410241", 1, 0.7),
            new(new(0, 1), "Xxxx Xxxx Xxxx", "0123", 1, 0.75, Metres.Waltz),
            new(new(0, 1), "Xxxxxx Xxxxxx", "012", 1, 0.75, Metres.Six),
            new(new(0, 1), "Xxxx Xxxx Xxxxxx", "01230123012012", 1, 0.75, Metres.Seven),
        ],
        Lead = Lead,
        Counter = Counter,
        Ranges = Ensemble.Ranges(
            bass: (28, 54), chords: (52, 79), arp: (60, 91), lead: (62, 91), texture: (48, 74), counter: (57, 84)),
        Swing = (0.5, 0.5),
        HumaniseTicks = 0,
        Velocity = (60, 100),
        Openness = 0.3,
        FillLength = 0.5,
    };

    private static LeadIdiom Lead => new(
        ["X.xx X.x. X.x. X...", "X..x ..X. x.xx X...", "X.x. x.X. xxX. x...", "X... X.x. x.x. X.x.", "xxX. ..x. X.xx ..X."],
        ["..X. x.x. X... ....", "X.xx X... .... ....", ".... X.x. x.X. ...."],
        0.3, 0.15, 0.8, 8);

    private static CounterIdiom Counter => new(
        ["X... .... X... ....", "X... x... X... x...", "..X. ..x. ..X. ...."],
        ["X.x. X.x. X.x. ....", "x.x. X... x.x. X...", "X.xx ..X. x.x. ...."],
        0.75, 8);
}
