namespace SessionService.Synthesis.Instruments;

/// <summary>Instruments that belong to no style in particular.</summary>
internal static class SharedInstruments
{
    /// <summary>All of them.</summary>
    public static Instrument[] All =>
        [Celesta, Choir, Marimba, MusicBox, Glockenspiel, TubularBells, Kit808, Bass808, Theremin];

    private static Instrument Celesta => Mallet("celesta", (60, 108), Struck.Lane(Struck.Celesta, 2600, 0.4, 0.12));

    private static Instrument Marimba =>
        Mallet("marimba", (45, 96), Struck.Lane(Struck.Marimba, 1600, 0.3, 0.3) with { KnockHz = 800 });

    private static Instrument MusicBox => Mallet("music-box", (60, 103), Struck.Lane(Struck.MusicBox, 2400, 0.35, 0.1));

    private static Instrument Glockenspiel =>
        Mallet("glockenspiel", (67, 108), Struck.Lane(Struck.Glockenspiel, 3200, 0.4, 0.1) with { KnockHz = 5000, KnockMs = 12 });

    private static Instrument TubularBells => new()
    {
        Name = "tubular-bells",
        Kind = InstrumentKind.Melody,
        Range = (55, 84),
        Keyed = new Stroke(Engine.Mode,
            [Struck.Lane(Struck.Tube, 6000, 0.5, 0.1), Struck.Lane(Struck.TubeRest, 6000, 0.5, 0) with { Pan = 0.15 }]),
    };

    private static Instrument Choir => new()
    {
        Name = "choir",
        Kind = InstrumentKind.Chords,
        Range = (41, 84),
        Keyed = new Stroke(Engine.Wave, Formants.Lanes(attack: 160, release: 700, vibrato: 11)),
        Colour = new() { Body = BodyPatch.VowelA, Send = 0.5 },
        Chorus = 0.3,
    };

    private static Instrument Kit808 => new()
    {
        Name = "808-kit",
        Kind = InstrumentKind.Kit,
        Range = (31, 82),
        Kit = AnalogueKit.Build(),
    };

    // The bass drum of a drum machine, tuned and held.
    private static Instrument Bass808 => new()
    {
        Name = "808-bass",
        Kind = InstrumentKind.Bass,
        Range = (24, 55),
        Keyed = new Stroke(Engine.Tone,
        [
            new LanePatch
            {
                Sweep = 1.2, SweepMs = 60, Amp = new(1.5, 2600, 0.15, 160), Send = 0.02, VelocityDb = 12, IndexStrike = 2, IndexMs = 900, Index = 0.15,
            },
        ]),
        Drive = 2.2,
    };

    private static Instrument Theremin => new()
    {
        Name = "theremin",
        Kind = InstrumentKind.Melody,
        Range = (48, 91),
        Keyed = new Stroke(Engine.Tone,
        [
            new LanePatch
            {
                Amp = new(120, 3000, 0.9, 320), Send = 0.5, VelocityDb = 16, Index = 0.6, IndexStrike = 1.2, IndexMs = 1500,
                Motion = new() { VibratoCents = 32, FastHz = 6, VibratoDelayMs = 500, DriftCents = 4, TensionCents = 10 },
            },
        ]),
        Echo = 0.25,
    };

    private static Instrument Mallet(string name, (int Lowest, int Highest) range, LanePatch lane) => new()
    {
        Name = name,
        Kind = InstrumentKind.Melody,
        Range = range,
        Keyed = new Stroke(Engine.Mode, [lane]),
        Echo = 0.15,
    };
}
