using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Instruments;

/// <summary>A tight band: everything short, everything on the one.</summary>
internal static class FunkInstruments
{
    /// <summary>All of them.</summary>
    public static Instrument[] All => [Kit, SlapBass, Clavinet, WahGuitar, BrassSection, CrowdTexture, DrawbarOrgan];

    private static Instrument Kit => new()
    {
        Name = "funk-kit",
        Kind = InstrumentKind.Kit,
        Range = (31, 82),
        Kit = DrumKit.Build(new KitCharacter
        {
            KickHz = 58, KickMs = 240, KickClick = 0.6, SnareHz = 215, SnareNoise = 0.8, SnareMs = 160,
            Dark = 0.1, HatMs = 38, CymbalMs = 1500, Room = 0.1, TomMs = 300,
        }),
        Drive = 2,
    };

    // The thumb throws the string against the frets.
    private static Instrument SlapBass => new()
    {
        Name = "slap-bass",
        Kind = InstrumentKind.Bass,
        Range = (28, 64),
        Keyed = new Stroke(Engine.Pluck,
        [
            new LanePatch
            {
                Amp = new(1.2, 2600, 0, 70), Send = 0.03, VelocityDb = 18, StringSeconds = 2, StringDamping = 0.3, PluckPoint = 0.09,
            },
        ]),
        Drive = 1.6,
    };

    private static Instrument Clavinet => new()
    {
        Name = "clavinet",
        Kind = InstrumentKind.Chords,
        Range = (36, 88),
        Keyed = new Stroke(Engine.Wave,
        [
            new LanePatch
            {
                Pulse = 0.16, Amp = new(1.5, 1300, 0, 45), Pan = -0.2, Send = 0.1, VelocityDb = 20,
                Filter = new() { Mode = FilterMode.Band, Hz = 1500, Q = 0.6, Key = 0.5, Envelope = 1.2, EnvelopeMs = 220, Velocity = 2 },
            },
        ]),
        Colour = new() { Phaser = 0.5, PhaserHz = 0.4, Send = 0.1 },
        Drive = 1.5,
    };

    // The pedal follows the hand: every stroke opens it and lets it fall.
    private static Instrument WahGuitar => new()
    {
        Name = "wah-guitar",
        Kind = InstrumentKind.Melody,
        Range = (40, 84),
        Keyed = new Stroke(Engine.Wave,
        [
            new LanePatch
            {
                Wave = Wave.Saw, SecondWave = Wave.Square, SecondMix = 0.4, SecondCents = 4, Amp = new(1.5, 800, 0, 50), Pan = 0.3, Send = 0.12,
                VelocityDb = 20,
                Filter = new() { Mode = FilterMode.Band, Hz = 620, Q = 2.6, Key = 0.2, Envelope = 1.7, EnvelopeMs = 260, Velocity = 1.6, Slow = 0.3 },
                Motion = new() { SlowHz = 0.9 },
            },
        ]),
        Drive = 1.8,
    };

    private static Instrument BrassSection => new()
    {
        Name = "brass-section",
        Kind = InstrumentKind.Melody,
        Range = (46, 88),
        Keyed = new Stroke(Engine.Wave, [Horn(-0.35, -5), Horn(0.35, 6)]),
        Drive = 1.3,
    };

    // A crowd too far away to make out a word.
    private static Instrument CrowdTexture => new()
    {
        Name = "crowd-texture",
        Kind = InstrumentKind.Texture,
        Range = (24, 96),
        Keyed = Textures.Wind(480, 950, 1.1, 0.7, 0),
    };

    private static Instrument DrawbarOrgan => new()
    {
        Name = "drawbar-organ",
        Kind = InstrumentKind.Chords,
        Range = (36, 96),
        Keyed = new Stroke(Engine.Wave,
        [
            new LanePatch
            {
                Wave = Wave.OrganFull, Ratio = 0.5, SecondMix = 0, Amp = new(4, 1000, 1, 40), Send = 0.15, VelocityDb = 8,
                Filter = new() { Hz = 2000, Key = 0.3, Velocity = 3, Envelope = 0.6, EnvelopeMs = 60, Brightness = 2 },
            },
        ]),
        Colour = new() { Rotary = true, Send = 0.15 },
        Drive = 1.5,
    };

    private static LanePatch Horn(double pan, double cents) => new()
    {
        Cents = cents, SecondCents = -1.6 * cents, SecondMix = 0.8, Amp = new(24, 2000, 0.75, 90), Pan = pan, Send = 0.2, VelocityDb = 20,
        Filter = new() { Hz = 1000, Key = 0.5, Q = 0.8, Envelope = 1.5, EnvelopeMs = 420, Velocity = 2.4, Brightness = 2 },
        Motion = new() { VibratoCents = 6, FastHz = 5.2, VibratoDelayMs = 900, DriftCents = 2 },
    };
}
