using SessionService.Music.Styles.Common;
using SessionService.Music.Theory;

namespace SessionService.Music.Styles.Synthwave;

/// <summary>Synthwave: octave bass in eighths and sixteenths, wide held pads, running arpeggios, a singing lead.</summary>
internal static class SynthwaveIdiom
{
    public static Idiom Create() => new()
    {
        Harmony = SynthwaveHarmony.Create(),
        Colours = new ColourLadders(
            [ChordQuality.Major, ChordQuality.Add9, ChordQuality.Major7, ChordQuality.Major9],
            [ChordQuality.Major, ChordQuality.Sus2, ChordQuality.Add9, ChordQuality.Dominant9Sus4],
            [ChordQuality.Minor, ChordQuality.MinorAdd9, ChordQuality.Minor7, ChordQuality.Minor9],
            [ChordQuality.Diminished, ChordQuality.HalfDiminished7]),
        ColourRungs = (-0.2, 3.0),
        Substitutions = [Substitution.Read("IV > iv"), Substitution.Read("v > V"), Substitution.Read("iv > IV"), Substitution.Read("bVII > V")],
        Freedom = new HarmonicFreedom(0.1, 0.2, 0.3),
        Form = "iaafobdd",
        Rolls = true,
        Grooves = SynthwaveDrums.Grooves,
        Fills = SynthwaveDrums.Fills,
        Accent = Percussion.Crash,
        Basses =
        [
            new(new(0, 0.35), "R... r... R... r...", 0.85),
            new(new(0.15, 0.8), "R.r. R.r. R.r. R.r.", 0.75),
            new(new(0.3, 1), "R.8. R.8. R.8. R.8.", 0.7),
            new(new(0.55, 1), "Rr8r Rr8r Rr8r Rr8a", 0.65),
            new(new(0.5, 1), "..Rr ..Rr ..Rr ..Rr", 0.7),
            new(new(0, 1), "R.r.r. R.r.r.", 0.75, Metres.Six),
            new(new(0, 1), "R.r. R.r. R.r.8.", 0.7, Metres.Seven),
        ],
        Comps =
        [
            new(new(0, 1), "T... .... .... ....", 1.0),
            new(new(0.25, 1), "X... ..x. ..X. ....", 0.9, 8),
            new(new(0.55, 1), "X..x ..X. .x.. x...", 0.6, 3, Sustains: true),
            new(new(0.25, 1), "X..... x.....", 0.9, 8, Metre: Metres.Six),
            new(new(0.25, 1), "X... x... x.....", 0.9, 6, Metre: Metres.Seven),
        ],
        Arps =
        [
            new(new(0, 0.5), "X.x. x.x. X.x. x.x.", "01234321", 2, 0.8),
            new(new(0.2, 1), "Xxxo Xxxo Xxxo Xxxo", "0123012340123432", 1, 0.6),
            new(new(0.4, 1), "XoxX oxXo xXox XoXo", "0240240240240242", 1, 0.55),
            new(new(0, 1), "X.x.x. X.x.x.", "012343", 2, 0.8, Metres.Six),
            new(new(0, 1), "X.x. X.x. X.x.x.", "0123432", 2, 0.8, Metres.Seven),
        ],
        Lead = new LeadIdiom(
            ["X... ..x. X... x...", "X..x ..X. .... x.x.", "X... .... x.X. ....", "..x. X... x.X. ....", "X.x. X... ..X. x..."],
            ["..X. ..x. X... ....", ".... X..x ..X. ....", "..x. x.X. .... ...."],
            0.3, 0.25, 0.95, 14),
        Counter = new CounterIdiom(
            ["X... .... .... ....", ".... .... X... ....", "X... .... ..x. ...."],
            ["X.x. ..x. X.x. ....", "..X. x.X. ..x. x...", "X..x ..X. ..x. ...."],
            0.95, 12),
        Ranges = Ensemble.Ranges(
            bass: (28, 52), chords: (48, 76), arp: (57, 88), lead: (60, 88), texture: (40, 66), counter: (60, 88)),
        Swing = (0.5, 0.5),
        HumaniseTicks = 2,
        Velocity = (56, 104),
        Openness = 0.6,
        FillLength = 0.5,
    };
}
