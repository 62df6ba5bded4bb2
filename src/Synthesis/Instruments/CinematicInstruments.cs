namespace SessionService.Synthesis.Instruments;

/// <summary>A hall with strings, low drums and a horn.</summary>
internal static class CinematicInstruments
{
    /// <summary>All of them.</summary>
    public static Instrument[] All =>
        [Kit, LowStrings, StringEnsemble, Harp, HornLead, DarkTexture, OrchestraBell];

    private static Instrument Kit => new()
    {
        Name = "epic-kit",
        Kind = InstrumentKind.Kit,
        Range = (31, 82),
        Kit = DrumKit.Build(new KitCharacter
        {
            KickHz = 42, KickMs = 1100, KickClick = 0.5, SnareHz = 155, SnareNoise = 0.9, SnareMs = 320,
            Dark = 0.2, HatMs = 55, CymbalMs = 3600, Room = 0.45, TomMs = 1000,
        }),
        Drive = 2.5,
    };

    private static Instrument LowStrings => new()
    {
        Name = "low-strings",
        Kind = InstrumentKind.Bass,
        Range = (28, 67),
        Keyed = new Stroke(Engine.Wave, [BassSection(-0.15, -4, 7, 1), BassSection(0.15, 4, -6, 1)]),
        Chorus = 0.05,
    };

    private static Instrument StringEnsemble => new()
    {
        Name = "string-ensemble",
        Kind = InstrumentKind.Chords,
        Range = (36, 96),
        Keyed = new Stroke(Engine.Wave, [Section(-0.65, -6, 11), Section(0.65, 6, -10)]),
        Chorus = 0.25,
    };

    private static Instrument Harp => new()
    {
        Name = "harp",
        Kind = InstrumentKind.Melody,
        Range = (36, 103),
        Keyed = new Stroke(Engine.Pluck,
        [
            new LanePatch
            {
                Amp = new(1.5, 7000, 0, 700), Pan = -0.1, PanPerOctave = 0.3, Send = 0.5, VelocityDb = 24,
                StringSeconds = 5, StringDamping = 0.32, PluckPoint = 0.34,
            },
        ]),
        Echo = 0.15,
    };

    // Brass opens with force: the harder the stroke, the further the corner rises after the onset.
    private static Instrument HornLead => new()
    {
        Name = "horn-lead",
        Kind = InstrumentKind.Melody,
        Range = (41, 84),
        Keyed = new Stroke(Engine.Wave,
        [
            new LanePatch
            {
                SecondCents = 4, SecondMix = 0.7, Amp = new(55, 3000, 0.8, 260), Pan = 0.15, Send = 0.5, VelocityDb = 20,
                Filter = new() { Hz = 850, Key = 0.6, Q = 0.8, Envelope = 0.7, EnvelopeMs = 900, Velocity = 2.4, Brightness = 2 },
                Motion = new() { VibratoCents = 7, FastHz = 4.9, VibratoDelayMs = 1600, DriftCents = 2, TensionCents = 4 },
            },
        ]),
        Drive = 1.2,
    };

    // A low drone that grinds as tension grows, and air above it.
    private static Instrument DarkTexture => new()
    {
        Name = "dark-texture",
        Kind = InstrumentKind.Texture,
        Range = (24, 84),
        Keyed = new Stroke(Engine.Tone,
        [
            new LanePatch
            {
                Ratio = 0.5, Amp = new(1200, 6000, 0.85, 2500), Send = 0.35, VelocityDb = 12, ModRatio = 1.498, Index = 1.1, Pan = -0.3,
                Filter = new() { Hz = 480, Key = 0.3, Slow = 0.8, Brightness = 2, Velocity = 0.8 },
                Motion = new() { SlowHz = 0.07, DriftCents = 4, TensionCents = -14, FastHz = 0.21, Tremolo = 0.25 },
            },
            new LanePatch
            {
                Tone = 0, Noise = 0.7, Amp = new(1800, 6000, 0.85, 2800), Send = 0.5, VelocityDb = 14, Pan = 0.5,
                Filter = new() { Mode = FilterMode.Band, Hz = 620, Q = 2.2, Slow = 1.1, Key = 0.2, Velocity = 0.8 },
                Motion = new() { SlowHz = 0.13 },
            },
        ]),
    };

    private static Instrument OrchestraBell => new()
    {
        Name = "orchestra-bell",
        Kind = InstrumentKind.Melody,
        Range = (55, 103),
        Keyed = new Stroke(Engine.Tone,
        [
            new LanePatch
            {
                Amp = new(1.5, 3800, 0, 900, Rings: true), Pan = 0.1, Send = 0.5, VelocityDb = 24,
                ModRatio = 2.41, Index = 0.1, IndexStrike = 1.3, IndexMs = 1100,
            },
            new LanePatch
            {
                Ratio = 2.76, GainDb = -14, Amp = new(1.5, 1700, 0, 600, Rings: true), Pan = -0.2, Send = 0.4, VelocityDb = 34,
                ModRatio = 1.96, IndexStrike = 0.9, IndexMs = 500,
            },
        ]),
    };

    private static LanePatch BassSection(double pan, double cents, double second, double mix) => new()
    {
        Cents = cents, SecondCents = second, SecondMix = mix, Pan = pan, Send = 0.25, VelocityDb = 16,
        Amp = new(60, 4000, 0.8, 420),
        Filter = new() { Hz = 620, Key = 0.5, Q = 0.75, Slow = 0.2, Velocity = 1.8, Envelope = 0.6, EnvelopeMs = 700 },
        Motion = new() { SlowHz = 0.2, DriftCents = 2.5, TensionCents = cents },
    };

    private static LanePatch Section(double pan, double cents, double second) => new()
    {
        Cents = cents, SecondCents = second, SecondMix = 0.9, Pan = pan, Send = 0.45, VelocityDb = 16,
        Amp = new(130, 4000, 0.85, 750),
        Filter = new() { Hz = 1350, Key = 0.5, Q = 0.7, Slow = 0.25, Velocity = 1.6, Envelope = 0.4, EnvelopeMs = 1500 },
        Motion = new() { VibratoCents = 6, FastHz = 5.3, VibratoDelayMs = 1500, SlowHz = 0.17, DriftCents = 3, TensionCents = cents * 1.5 },
    };
}
