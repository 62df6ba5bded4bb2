using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Instruments;

/// <summary>Bowls, breath and water.</summary>
internal static class MeditationInstruments
{
    /// <summary>All of them.</summary>
    public static Instrument[] All => [Kit, DroneBass, ChoirPad, Kalimba, BambooFlute, WaterTexture, SingingBowl];

    private static Instrument Kit => new()
    {
        Name = "bowl-kit",
        Kind = InstrumentKind.Kit,
        Range = (31, 82),
        Kit = BowlKit.Build(),
    };

    // The saw lies an octave above the triangle, with which it shares no partial: two waves on one root would beat for seconds on end.
    private static Instrument DroneBass => new()
    {
        Name = "drone-bass",
        Kind = InstrumentKind.Bass,
        Range = (24, 60),
        Keyed = new Stroke(Engine.Wave,
        [
            new LanePatch
            {
                Wave = Wave.Triangle, SecondWave = Wave.Saw, SecondMix = 0.4, SecondRatio = 2, SecondCents = 4, Amp = new(420, 6000, 0.9, 1600), Send = 0.1,
                VelocityDb = 12, Filter = new() { Hz = 420, Key = 0.5, Slow = 0.6, Velocity = 2.4, Brightness = 1 },
                Motion = new() { SlowHz = 0.08, DriftCents = 2, TensionCents = 3 },
            },
        ]),
    };

    private static Instrument ChoirPad => new()
    {
        Name = "choir-pad",
        Kind = InstrumentKind.Chords,
        Range = (41, 84),
        Keyed = new Stroke(Engine.Wave, Formants.Lanes(attack: 380, release: 1400, vibrato: 7)),
        Colour = new() { Body = BodyPatch.VowelO, Send = 0.6 },
        Chorus = 0.3,
    };

    private static Instrument Kalimba => new()
    {
        Name = "kalimba",
        Kind = InstrumentKind.Melody,
        Range = (48, 96),
        Keyed = new Stroke(Engine.Mode, [Struck.Lane(Struck.Kalimba, 2600, 0.35, 0.35) with { KnockHz = 900, KnockMs = 30 }]),
        Echo = 0.2,
    };

    private static Instrument BambooFlute => new()
    {
        Name = "bamboo-flute",
        Kind = InstrumentKind.Melody,
        Range = (55, 91),
        Keyed = new Stroke(Engine.Wave,
        [
            new LanePatch
            {
                Wave = Wave.Flute, SecondMix = 0, Amp = new(90, 3000, 0.85, 280), Send = 0.5, VelocityDb = 18,
                Filter = new() { Hz = 900, Key = 0.8, Velocity = 3.2, Envelope = 0.5, EnvelopeMs = 400 },
                Motion = new() { VibratoCents = 16, FastHz = 4.4, VibratoDelayMs = 1200, DriftCents = 5, Tremolo = 0.08 },
            },
        ]),
        Echo = 0.25,
    };

    private static Instrument WaterTexture => new()
    {
        Name = "water-texture",
        Kind = InstrumentKind.Texture,
        Range = (24, 96),
        Keyed = Textures.Drops(bedHz: 900, bedLevel: 0.5, dropHz: 1500, dropLevel: 9, density: 0.0005),
    };

    // Two bowls a breath apart: they beat once in two seconds.
    private static Instrument SingingBowl => new()
    {
        Name = "singing-bowl",
        Kind = InstrumentKind.Melody,
        Range = (43, 84),
        Keyed = new Stroke(Engine.Mode,
        [
            Struck.Lane(Struck.Bowl, 12_000, 0.5, 0.06) with { Cents = -1, Pan = -0.4, Amp = new(6, 40_000, 0.9, 2500, GateMs: 12_000) },
            Struck.Lane(Struck.Bowl, 12_000, 0.5, 0.06) with { Cents = 1.6, Pan = 0.4, Amp = new(6, 40_000, 0.9, 2500, GateMs: 12_000) },
        ]),
    };
}
