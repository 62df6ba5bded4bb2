namespace SessionService.Synthesis.Instruments;

/// <summary>Machines of the eighties: gated drums, pulses, wide saws.</summary>
internal static class SynthwaveInstruments
{
    /// <summary>All of them.</summary>
    public static Instrument[] All => [Kit, PulseBass, SupersawPad, BrightArp, NeonLead, TapeTexture, FmBell];

    // The snare's room is loud and cut short: its noise holds and stops instead of fading.
    private static Instrument Kit => new()
    {
        Name = "gated-kit",
        Kind = InstrumentKind.Kit,
        Range = (31, 82),
        Kit = DrumKit.Build(new KitCharacter
        {
            KickHz = 50, KickMs = 420, KickClick = 0.5, SnareHz = 180, SnareNoise = 1.1, SnareMs = 380, SnareGateMs = 170,
            Dark = 0.1, HatMs = 50, CymbalMs = 2000, Room = 0.35, TomMs = 520,
        }),
        Drive = 2,
    };

    private static Instrument PulseBass => new()
    {
        Name = "pulse-bass",
        Kind = InstrumentKind.Bass,
        Range = (24, 60),
        Keyed = new Stroke(Engine.Wave,
        [
            new LanePatch
            {
                Pulse = 0.42, PulseSweep = 0.12, Amp = new(4, 2200, 0.7, 110), Send = 0.03, VelocityDb = 14,
                Filter = new() { Mode = FilterMode.Ladder, Hz = 420, Q = 1.1, Key = 0.5, Envelope = 2, EnvelopeMs = 420, Velocity = 1.6 },
                Motion = new() { SlowHz = 0.35, TensionCents = 3 },
            },
        ]),
        Drive = 1.5,
    };

    // Eight saws, spread in pitch and from left to right.
    private static Instrument SupersawPad => new()
    {
        Name = "supersaw-pad",
        Kind = InstrumentKind.Chords,
        Range = (36, 96),
        Keyed = new Stroke(Engine.Wave, [Saws(-0.8, -13, 8), Saws(0.8, 13, -8), Saws(-0.3, -4, 21), Saws(0.3, 4, -21)]),
        Chorus = 0.1,
    };

    private static Instrument BrightArp => new()
    {
        Name = "bright-arp",
        Kind = InstrumentKind.Melody,
        Range = (36, 96),
        Keyed = new Stroke(Engine.Wave,
        [
            new LanePatch
            {
                Pulse = 0.3, PulseSweep = 0.1, Amp = new(2, 900, 0.25, 140), PanPerOctave = 0.2, Send = 0.25, VelocityDb = 20,
                Filter = new() { Mode = FilterMode.Ladder, Hz = 900, Q = 1.5, Key = 0.5, Envelope = 2.2, EnvelopeMs = 260, Velocity = 2 },
            },
        ]),
        Echo = 0.4,
    };

    private static Instrument NeonLead => new()
    {
        Name = "neon-lead",
        Kind = InstrumentKind.Melody,
        Range = (48, 96),
        Keyed = new Stroke(Engine.Wave,
        [
            new LanePatch
            {
                SecondCents = 11, SecondMix = 0.9, Amp = new(12, 2600, 0.8, 220), Send = 0.3, VelocityDb = 18,
                Filter = new() { Mode = FilterMode.Ladder, Hz = 1700, Q = 0.9, Key = 0.6, Envelope = 0.9, EnvelopeMs = 700, Velocity = 1.8 },
                Motion = new() { VibratoCents = 14, FastHz = 5.4, VibratoDelayMs = 900, DriftCents = 2 },
            },
        ]),
        Drive = 1.4,
        Echo = 0.35,
    };

    // A cassette between two songs: hiss with a little movement, and the hum of its motor.
    private static Instrument TapeTexture => new()
    {
        Name = "tape-texture",
        Kind = InstrumentKind.Texture,
        Range = (24, 96),
        Keyed = new Stroke(Engine.Tone,
        [
            new LanePatch
            {
                Tone = 0, Noise = 0.6, Send = 0.03, VelocityDb = 6, Pan = -0.5, Amp = new(400, 4000, 0.9, 900),
                Filter = new() { Mode = FilterMode.Band, Hz = 4200, Q = 0.4, Slow = 0.15, Brightness = 1, Velocity = 0.8 },
                Motion = new() { FastHz = 0.8, Tremolo = 0.15 },
            },
            new LanePatch
            {
                Tone = 0, Noise = 0.6, Send = 0.03, VelocityDb = 6, Pan = 0.5, Amp = new(400, 4000, 0.9, 900),
                Filter = new() { Mode = FilterMode.Band, Hz = 3100, Q = 0.4, Slow = 0.2, Brightness = 1, Velocity = 0.8 },
                Motion = new() { FastHz = 0.55, Tremolo = 0.2 },
            },
            new LanePatch
            {
                FixedHz = 100, GainDb = -22, Index = 1.6, ModRatio = 2, Send = 0, VelocityDb = 6, Amp = new(600, 4000, 0.9, 900),
                Motion = new() { Wow = 0.6 },
            },
        ]),
    };

    private static Instrument FmBell => new()
    {
        Name = "fm-bell",
        Kind = InstrumentKind.Melody,
        Range = (48, 103),
        Keyed = new Stroke(Engine.Fm,
        [
            new LanePatch
            {
                Amp = new(1.5, 3600, 0, 800, Rings: true), Pan = -0.15, Send = 0.4, VelocityDb = 24, ModRatio = 3.5, Index = 0.1,
                IndexStrike = 2, IndexMs = 900, Mod2Ratio = 7.1, Index2Strike = 0.7, Index2Ms = 250,
            },
            new LanePatch
            {
                Cents = 4, GainDb = -6, Amp = new(1.5, 2600, 0, 700, Rings: true), Pan = 0.2, Send = 0.4, VelocityDb = 30, ModRatio = 1.41,
                IndexStrike = 1, IndexMs = 1400, Mod2Ratio = 2, Index2 = 0.2, Index2Strike = 0.9, Index2Ms = 500, Stacked = true,
            },
        ]),
        Echo = 0.35,
    };

    private static LanePatch Saws(double pan, double cents, double second) => new()
    {
        Cents = cents, SecondCents = second, Pan = pan, Send = 0.3, VelocityDb = 14, Amp = new(90, 4000, 0.85, 900),
        Filter = new() { Hz = 1500, Key = 0.5, Q = 0.8, Slow = 0.3, Velocity = 1.4, Envelope = 0.6, EnvelopeMs = 1800 },
        Motion = new() { SlowHz = 0.13, DriftCents = 2, TensionCents = cents },
    };
}
