namespace SessionService.Synthesis.Instruments;

/// <summary>Slow pads and bells for a large room.</summary>
internal static class AmbientInstruments
{
    /// <summary>All of them.</summary>
    public static Instrument[] All => [Kit, SubBass, WarmPad, GlassBells, SoftLead, WindTexture];

    private static Instrument Kit => new()
    {
        Name = "ambient-kit",
        Kind = InstrumentKind.Kit,
        Range = (31, 82),
        Kit = DrumKit.Build(new KitCharacter
        {
            KickHz = 46, KickMs = 700, KickClick = 0.15, SnareHz = 170, SnareNoise = 0.5, SnareMs = 420,
            Dark = 0.55, HatMs = 60, CymbalMs = 3200, Room = 0.55, TomMs = 900,
        }),
        Echo = 0.15,
    };

    // A sine with a breath of its octave; the strike adds a soft knock.
    private static Instrument SubBass => new()
    {
        Name = "sub-bass",
        Kind = InstrumentKind.Bass,
        Range = (24, 60),
        Keyed = new Stroke(Engine.Tone,
        [
            new LanePatch
            {
                Amp = new(25, 4000, 0.8, 450), Send = 0.04, VelocityDb = 14, Index = 0.3, IndexStrike = 2, IndexMs = 1200,
                Motion = new() { TensionCents = 4 },
            },
        ]),
    };

    // Two pairs of saws, left and right, each a little out with the other; the corner breathes.
    private static Instrument WarmPad => new()
    {
        Name = "warm-pad",
        Kind = InstrumentKind.Chords,
        Range = (36, 96),
        Keyed = new Stroke(Engine.Wave, [PadLane(-0.6, -5, 9), PadLane(0.6, 5, -8)]),
        Chorus = 0.25,
    };

    // Inharmonic, quick to brighten and slow to fade, like struck glass.
    private static Instrument GlassBells => new()
    {
        Name = "glass-bells",
        Kind = InstrumentKind.Melody,
        Range = (48, 103),
        Keyed = new Stroke(Engine.Tone,
        [
            new LanePatch
            {
                Amp = new(2, 4200, 0, 900, Rings: true), Pan = -0.15, PanPerOctave = 0.25, Send = 0.6, VelocityDb = 26,
                ModRatio = 3.53, Index = 0.08, IndexStrike = 1.6, IndexMs = 1400, Motion = new() { DriftCents = 1.5 },
            },
            new LanePatch
            {
                Ratio = 2.003, GainDb = -13, Amp = new(2, 2200, 0, 900, Rings: true), Pan = 0.25, PanPerOctave = 0.25,
                Send = 0.3, VelocityDb = 34, ModRatio = 2.76, IndexStrike = 1.2, IndexMs = 500,
                Motion = new() { TensionCents = 9 },
            },
        ]),
        Echo = 0.4,
    };

    private static Instrument SoftLead => new()
    {
        Name = "soft-lead",
        Kind = InstrumentKind.Melody,
        Range = (48, 96),
        Keyed = new Stroke(Engine.Tone,
        [
            new LanePatch
            {
                Amp = new(45, 2500, 0.75, 380), Pan = -0.12, Send = 0.4, VelocityDb = 20, Index = 0.75, IndexStrike = 0.6,
                Motion = new() { VibratoCents = 11, FastHz = 4.8, VibratoDelayMs = 1400, DriftCents = 2 },
            },
            new LanePatch
            {
                Ratio = 2, Cents = 3, GainDb = -16, Amp = new(70, 2500, 0.6, 380), Pan = 0.2, Send = 0.3, VelocityDb = 26,
                Index = 0.4, Motion = new() { VibratoCents = 11, FastHz = 4.8, VibratoDelayMs = 1400, TensionCents = 10 },
            },
        ]),
        Chorus = 0.15,
        Echo = 0.45,
    };

    // Two bands of noise that wander; one follows the key and whistles a little.
    private static Instrument WindTexture => new()
    {
        Name = "wind-texture",
        Kind = InstrumentKind.Texture,
        Range = (24, 96),
        Keyed = new Stroke(Engine.Tone, [WindLane(-0.7, 420, 1.6, 1.1), WindLane(0.7, 980, 3.5, 0.8)]),
    };

    private static LanePatch PadLane(double pan, double cents, double second) => new()
    {
        Cents = cents, SecondCents = second, SecondMix = 0.85, Pan = pan, Send = 0.35, VelocityDb = 12,
        Amp = new(520, 5000, 0.8, 2200),
        Filter = new() { Hz = 780, Key = 0.5, Q = 0.75, Slow = 0.35, Velocity = 1.2, Envelope = 0.5, EnvelopeMs = 6000 },
        Motion = new() { SlowHz = 0.11, DriftCents = 3, TensionCents = cents * 1.6 },
    };

    private static LanePatch WindLane(double pan, double hertz, double q, double slow) => new()
    {
        Tone = 0, Noise = 1, Pan = pan, Send = 0.35, VelocityDb = 12, Amp = new(1400, 6000, 0.85, 3000),
        Filter = new() { Mode = FilterMode.Band, Hz = hertz, Q = q, Key = 0.25, Slow = slow, Brightness = 1.6, Velocity = 0.8 },
        Motion = new() { SlowHz = 0.09, FastHz = 0.35, Tremolo = 0.3 },
    };
}
