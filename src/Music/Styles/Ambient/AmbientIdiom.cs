using SessionService.Music.Score;
using SessionService.Music.Styles.Common;
using SessionService.Music.Theory;

namespace SessionService.Music.Styles.Ambient;

/// <summary>Ambient: open chords that change every other bar, bells far apart, hardly a pulse.</summary>
internal static class AmbientIdiom
{
    public static Idiom Create() => new()
    {
        Harmony = AmbientHarmony.Create(),
        Colours = new ColourLadders(
            [ChordQuality.Add9, ChordQuality.Add9, ChordQuality.Major9, ChordQuality.Major7Sharp11],
            [ChordQuality.Sus2, ChordQuality.Dominant7Sus4, ChordQuality.Dominant9Sus4, ChordQuality.Dominant9],
            [ChordQuality.MinorAdd9, ChordQuality.Minor7, ChordQuality.Minor9, ChordQuality.Minor11],
            [ChordQuality.Diminished, ChordQuality.HalfDiminished7]),
        ColourRungs = (0, 3.2),
        Substitutions = [Substitution.Read("IV > iv"), Substitution.Read("vi > bVI"), Substitution.Read("bVII > bII"), Substitution.Read("ii > iih7")],
        Freedom = new HarmonicFreedom(0, 0, 0.25),
        Form = "iaafofdo",
        Grooves = AmbientDrums.Grooves,
        Fills = AmbientDrums.Fills,
        Accent = Percussion.Triangle,
        Basses =
        [
            new(new(0, 1), "T... .... .... ....", 1.0),
            new(new(0.3, 1), "R... .... .... 5...", 1.0),
            new(new(0.6, 1), "R... ..r. .... 5...", 1.0),
            new(new(0.3, 1), "R..... 5.....", 1.0, Metres.Six),
        ],
        Comps =
        [
            new(new(0, 1), "T... .... .... ....", 1.0, 64, 0, 2),
            new(new(0, 0.7), "T... .... .... ....", 1.0, 64, 0, 4),
            new(new(0.5, 1), "X... .... x... ....", 1.0, 64, 20, 0),
            new(new(0.4, 1), "X..... x.....", 1.0, 64, 20, Metre: Metres.Six),
        ],
        Arps =
        [
            new(new(0, 0.6), "X... ..o. ...x ..o.", "03142413", 2, 2.5),
            new(new(0, 0.8), "...x .... X..o ..o.", "24130421", 2, 2.5),
            new(new(0.4, 1), "X.o. x.o. x.o. x.o.", "02413042", 2, 1.8),
            new(new(0.65, 1), "X.xo x.xo x.xo x.xo", "0213423102134231", 1, 1.4),
            new(new(0, 1), "X...o. x...o.", "0312", 2, 2.2, Metres.Six),
        ],
        Lead = Lead,
        Counter = Counter,
        Ranges = new Dictionary<Part, PartRange>
        {
            [Part.Bass] = new(28, 48),
            [Part.Chords] = new(48, 76),
            [Part.Arp] = new(60, 91),
            [Part.Lead] = new(60, 86),
            [Part.Texture] = new(36, 64),
            [Part.Counter] = new(60, 91),
        },
        Swing = (0.5, 0.5),
        HumaniseTicks = 14,
        Velocity = (40, 78),
        Openness = 0.9,
        FillLength = 0.3,
    };

    private static LeadIdiom Lead => new LeadIdiom(
        ["X... .... ..x. ....", ".... X... .... x...", "X... .... .... ..o.", "..X. .... X... ...."],
        [".... .... X... ....", ".... ..X. .... ....", ".... X... .... o..."],
        0.35, 0.42, 1.0, 20);

    private static CounterIdiom Counter => new CounterIdiom(
        [".... .... X... ....", "X... .... .... ....", ".... .... .... x..."],
        [".... X... .... x...", "..x. .... X... ..o.", ".... .... X... x..."],
        1.4, 28);
}
