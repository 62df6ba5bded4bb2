using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Instruments;

/// <summary>Fast breaks, a bass that beats against itself, and wide pads.</summary>
internal static class DrumAndBassInstruments
{
    /// <summary>All of them.</summary>
    public static Instrument[] All => [Kit, ReeseBass, DeepPad, SinePluck, ReedLead, RainTexture, FmKeys];

    private static Instrument Kit => new()
    {
        Name = "break-kit",
        Kind = InstrumentKind.Kit,
        Range = (31, 82),
        Kit = DrumKit.Build(new KitCharacter
        {
            KickHz = 62, KickMs = 260, KickClick = 0.6, SnareHz = 225, SnareNoise = 0.85, SnareMs = 190,
            Dark = 0.05, HatMs = 40, CymbalMs = 1300, Room = 0.14, TomMs = 300,
        }),
        Drive = 2.6,
    };

    // Two saws that beat; the slow oscillator opens and closes the ladder.
    private static Instrument ReeseBass => new()
    {
        Name = "reese-bass",
        Kind = InstrumentKind.Bass,
        Range = (24, 60),
        Keyed = new Stroke(Engine.Wave,
        [
            new LanePatch
            {
                Cents = -9, SecondCents = 19, Amp = new(8, 3000, 0.85, 120), Send = 0.02, VelocityDb = 12,
                Filter = new() { Mode = FilterMode.Ladder, Hz = 380, Q = 0.9, Key = 0.4, Slow = 0.7, Velocity = 1.4 },
                Motion = new() { SlowHz = 0.7, TensionCents = 12 },
            },
            new LanePatch
            {
                Wave = Wave.Sine, Ratio = 0.5, SecondMix = 0, GainDb = -2, Amp = new(8, 3000, 0.85, 120), Send = 0, VelocityDb = 12,
            },
        ]),
        Colour = new() { Phaser = 0.4, PhaserHz = 0.21, Send = 0.02 },
        Drive = 1.8,
    };

    private static Instrument DeepPad => new()
    {
        Name = "deep-pad",
        Kind = InstrumentKind.Chords,
        Range = (36, 96),
        Keyed = new Stroke(Engine.Wave, [Layer(-0.7, -6), Layer(0.7, 7)]),
        Chorus = 0.25,
    };

    private static Instrument SinePluck => new()
    {
        Name = "sine-pluck",
        Kind = InstrumentKind.Melody,
        Range = (48, 103),
        Keyed = new Stroke(Engine.Tone,
        [
            new LanePatch
            {
                Amp = new(2, 900, 0, 200), PanPerOctave = 0.25, Send = 0.4, VelocityDb = 22, ModRatio = 2, IndexStrike = 1.2, IndexMs = 160,
            },
        ]),
        Echo = 0.45,
    };

    private static Instrument ReedLead => new()
    {
        Name = "reed-lead",
        Kind = InstrumentKind.Melody,
        Range = (48, 91),
        Keyed = new Stroke(Engine.Wave,
        [
            new LanePatch
            {
                Wave = Wave.Oboe, SecondWave = Wave.Saw, SecondMix = 0.35, SecondCents = 6, Amp = new(25, 2500, 0.8, 180), Send = 0.35,
                VelocityDb = 18, Filter = new() { Hz = 2400, Key = 0.5, Velocity = 2, Envelope = 0.4, EnvelopeMs = 500 },
                Motion = new() { VibratoCents = 12, FastHz = 5.3, VibratoDelayMs = 800 },
            },
        ]),
        Echo = 0.4,
    };

    // Rain: a bed of noise, and drops.
    private static Instrument RainTexture => new()
    {
        Name = "rain-texture",
        Kind = InstrumentKind.Texture,
        Range = (24, 96),
        Keyed = Textures.Drops(bedHz: 5200, bedLevel: 0.4, dropHz: 3300, dropLevel: 7, density: 0.0012),
    };

    private static Instrument FmKeys => new()
    {
        Name = "fm-keys",
        Kind = InstrumentKind.Chords,
        Range = (33, 96),
        Keyed = new Stroke(Engine.Fm,
        [
            new LanePatch
            {
                Amp = new(2, 3800, 0.1, 280), DecayPerOctave = 0.4, Pan = -0.25, Send = 0.3, VelocityDb = 22, ModRatio = 1, Index = 0.3,
                IndexStrike = 1.6, IndexMs = 1200, Mod2Ratio = 14, Index2Strike = 0.55, Index2Ms = 260,
            },
            new LanePatch
            {
                Cents = 4, GainDb = -3, Amp = new(2, 2600, 0.05, 260), DecayPerOctave = 0.4, Pan = 0.3, Send = 0.3, VelocityDb = 26,
                ModRatio = 3, IndexStrike = 0.8, IndexMs = 700, Mod2Ratio = 1, Index2 = 0.35, Feedback = 0.6, Motion = new() { DriftCents = 1 },
            },
        ]),
        Chorus = 0.2,
    };

    private static LanePatch Layer(double pan, double cents) => new()
    {
        Cents = cents, Wave = Wave.Triangle, SecondWave = Wave.Saw, SecondMix = 0.5, SecondCents = -1.7 * cents, Pan = pan, Send = 0.45,
        VelocityDb = 12, Amp = new(320, 5000, 0.85, 1600),
        Filter = new() { Hz = 900, Key = 0.5, Slow = 0.5, Velocity = 1.2 },
        Motion = new() { SlowHz = 0.09, DriftCents = 4, TensionCents = cents * 1.5 },
    };
}
