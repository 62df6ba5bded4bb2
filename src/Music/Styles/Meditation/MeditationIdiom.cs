using SessionService.Music.Theory;

namespace SessionService.Music.Styles.Meditation;

/// <summary>Meditation: a drone, five notes, long breaths with longer rests; density brings ripples, not a beat.</summary>
internal static class MeditationIdiom
{
    public static Idiom Create() => new()
    {
        Harmony = MeditationHarmony.Create(),
        Colours = new ColourLadders(
            [ChordQuality.Add9, ChordQuality.Sus2, ChordQuality.SixNine, ChordQuality.Major9],
            [ChordQuality.Sus2, ChordQuality.Sus4, ChordQuality.Dominant7Sus4, ChordQuality.Dominant9Sus4],
            [ChordQuality.Minor, ChordQuality.MinorAdd9, ChordQuality.Minor7, ChordQuality.Minor11],
            [ChordQuality.Diminished, ChordQuality.HalfDiminished7]),
        ColourRungs = (0, 3.1),
        Substitutions = [Substitution.Read("IV > iv"), Substitution.Read("vi > bVI"), Substitution.Read("bVII > bII"), Substitution.Read("iv > bII")],
        Freedom = new HarmonicFreedom(0, 0, 0.15),
        Form = "iaoaaofo",
        Grooves = MeditationDrums.Grooves,
        Fills = MeditationDrums.Fills,
        Accent = Percussion.Triangle,
        Basses =
        [
            new(new(0, 1), "T... .... .... ....", 1.0),
            new(new(0.4, 1), "R... .... .... ....", 1.0),
            new(new(0.6, 1), "R... .... .... 5...", 1.0),
        ],
        Comps =
        [
            new(new(0, 1), "T... .... .... ....", 1.0, 64, 0, 2),
            new(new(0, 0.8), "T... .... .... ....", 1.0, 64, 0, 3),
            new(new(0.5, 1), "X... .... .... ....", 1.0, 64, 30),
        ],
        Arps =
        [
            new(new(0, 0.6), "X... .... ..x. ....", "0241", 2, 3),
            new(new(0, 0.9), ".... X... .... x..o", "1302", 2, 3),
            new(new(0.35, 1), "X.o. ..x. ..o. x...", "02413", 2, 2.5),
            new(new(0.65, 1), "X.x. x.o. x.x. o.x.", "01234321", 2, 2),
        ],
        Lead = Lead,
        Counter = Counter,
        Ranges = Ensemble.Ranges(
            bass: (26, 46), chords: (48, 74), arp: (60, 88), lead: (60, 84), texture: (40, 66), counter: (55, 84)),
        Swing = (0.5, 0.5),
        HumaniseTicks = 20,
        Velocity = (38, 72),
        Openness = 1.0,
        FillLength = 0.25,
    };

    private static LeadIdiom Lead => new(
        ["X... .... .... ....", ".... X... .... x...", "X... ..x. X... ....", ".... .... X.x. ...."],
        [".... .... .... X...", ".... .... X... ....", ".... ..x. X... ...."],
        0.3, 0.5, 1.05, 24, Palette.Pentatonic);

    private static CounterIdiom Counter => new(
        ["X... .... .... ....", ".... .... .... X...", ".... .... X... ...."],
        [".... X... .... ....", "X... .... .... x...", ".... .... X... ...."],
        1.6, 32);
}
