namespace SessionService.Synthesis.Instruments;

/// <summary>A dusty room with a tape machine.</summary>
internal static class LofiInstruments
{
    /// <summary>All of them.</summary>
    public static Instrument[] All =>
        [Kit, RoundBass, ElectricPiano, PluckedGuitar, MutedLead, VinylTexture, Vibraphone];

    private static Instrument Kit => new()
    {
        Name = "lofi-kit",
        Kind = InstrumentKind.Kit,
        Range = (31, 82),
        Kit = DrumKit.Build(new KitCharacter
        {
            KickHz = 54, KickMs = 380, KickClick = 0.4, SnareHz = 190, SnareNoise = 0.75, SnareMs = 240,
            Dark = 0.35, HatMs = 45, CymbalMs = 1400, Room = 0.12, TomMs = 420,
        }),
        Colour = new() { Bits = 11, HoldHz = 26_000, Send = 0.1 },
        Drive = 4,
    };

    // A finger on a flat-wound string: nearly a sine, with a short growl at the onset.
    private static Instrument RoundBass => new()
    {
        Name = "round-bass",
        Kind = InstrumentKind.Bass,
        Range = (24, 60),
        Keyed = new Stroke(Engine.Tone,
        [
            new LanePatch
            {
                Amp = new(6, 2600, 0.55, 120), Send = 0.03, VelocityDb = 16, Index = 0.4, IndexStrike = 1.5, IndexMs = 420,
                Motion = new() { Wow = 0.7, TensionCents = 3 },
            },
        ]),
        Drive = 1.4,
    };

    // A tine and its tone bar (after Chowning's and the DX pianos): a bright, short strike over a warm, long body.
    private static Instrument ElectricPiano => new()
    {
        Name = "electric-piano",
        Kind = InstrumentKind.Chords,
        Range = (33, 96),
        Keyed = new Stroke(Engine.Tone,
        [
            new LanePatch
            {
                Amp = new(2.5, 5200, 0.12, 260), Pan = -0.2, PanPerOctave = 0.15, Send = 0.3, VelocityDb = 22,
                ModRatio = 1, Index = 0.25, IndexStrike = 1.5, IndexMs = 1600,
                Motion = new() { Wow = 1, FastHz = 4.1, Tremolo = 0.16, TremoloPans = true, TensionCents = -2 },
            },
            new LanePatch
            {
                Cents = 2, GainDb = -9, Amp = new(2, 1800, 0, 220), Pan = 0.25, PanPerOctave = 0.15, Send = 0.2, VelocityDb = 34,
                ModRatio = 13, IndexStrike = 0.9, IndexMs = 350,
                Motion = new() { Wow = 1, FastHz = 4.1, Tremolo = 0.16, TremoloPans = true, TensionCents = 5 },
            },
        ]),
        Drive = 1.2,
        Chorus = 0.18,
    };

    private static Instrument PluckedGuitar => new()
    {
        Name = "plucked-guitar",
        Kind = InstrumentKind.Melody,
        Range = (40, 88),
        Keyed = new Stroke(Engine.Pluck,
        [
            new LanePatch
            {
                Amp = new(1.5, 5000, 0, 160), Pan = 0.3, Send = 0.25, VelocityDb = 22,
                StringSeconds = 4, StringDamping = 0.5, PluckPoint = 0.17, Motion = new() { Wow = 1 },
            },
        ]),
        Echo = 0.2,
    };

    private static Instrument MutedLead => new()
    {
        Name = "muted-lead",
        Kind = InstrumentKind.Melody,
        Range = (48, 91),
        Keyed = new Stroke(Engine.Wave,
        [
            new LanePatch
            {
                Pulse = 0.5, Amp = new(14, 1800, 0.6, 160), Pan = -0.1, Send = 0.3, VelocityDb = 20,
                Filter = new() { Hz = 950, Key = 0.6, Q = 0.9, Envelope = 1.1, EnvelopeMs = 600, Velocity = 2 },
                Motion = new() { Wow = 1, VibratoCents = 12, FastHz = 5.2, VibratoDelayMs = 1200 },
            },
        ]),
        Drive = 1.2,
        Echo = 0.35,
    };

    // The surface of a record: hiss under the needle, and crackle.
    private static Instrument VinylTexture => new()
    {
        Name = "vinyl-texture",
        Kind = InstrumentKind.Texture,
        Range = (24, 96),
        Keyed = new Stroke(Engine.Tone,
        [
            new LanePatch
            {
                Tone = 0, Noise = 0.5, FixedHz = 1000, Send = 0.02, VelocityDb = 6, Pan = -0.4, Amp = new(300, 3000, 0.9, 900),
                Filter = new() { Mode = FilterMode.Band, Hz = 2600, Q = 0.5, Slow = 0.2, Brightness = 1, Velocity = 0.8 },
                Motion = new() { FastHz = 0.55, Tremolo = 0.25 },
            },
            new LanePatch
            {
                Tone = 0, Noise = 9, NoiseDensity = 0.00022, FixedHz = 1000, Send = 0.05, VelocityDb = 6, Pan = 0.3,
                Amp = new(300, 3000, 0.9, 900),
                Filter = new() { Mode = FilterMode.Band, Hz = 1900, Q = 0.8, Slow = 0.6, Brightness = 1, Velocity = 0.8 },
                Motion = new() { SlowHz = 0.7 },
            },
        ]),
    };

    private static Instrument Vibraphone => new()
    {
        Name = "vibraphone",
        Kind = InstrumentKind.Melody,
        Range = (53, 96),
        Keyed = new Stroke(Engine.Tone,
        [
            new LanePatch
            {
                Amp = new(1.5, 4200, 0, 500, Rings: true), Pan = -0.1, PanPerOctave = 0.2, Send = 0.4, VelocityDb = 22,
                ModRatio = 4, IndexStrike = 0.35, IndexMs = 700, Motion = new() { Wow = 0.5, FastHz = 5.4, Tremolo = 0.3 },
            },
            new LanePatch
            {
                Ratio = 4, GainDb = -15, Amp = new(1.5, 900, 0, 300, Rings: true), Pan = 0.1, PanPerOctave = 0.2, Send = 0.2,
                VelocityDb = 34, ModRatio = 2.7, IndexStrike = 0.5, IndexMs = 150,
            },
        ]),
        Echo = 0.2,
    };
}
