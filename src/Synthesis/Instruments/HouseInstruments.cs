using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Instruments;

/// <summary>Four to the floor: a drum machine, an organ that plays bass, stabs and a voice.</summary>
internal static class HouseInstruments
{
    /// <summary>All of them.</summary>
    public static Instrument[] All => [Kit, OrganBass, StabPiano, PluckSynth, VocalLead, AirTexture, HouseOrgan];

    private static Instrument Kit => new()
    {
        Name = "house-kit",
        Kind = InstrumentKind.Kit,
        Range = (31, 82),
        Kit = DrumKit.Build(new KitCharacter
        {
            KickHz = 49, KickMs = 460, KickClick = 1, KickSweep = 5, KickSweepMs = 70, SnareHz = 195, SnareNoise = 0.9,
            SnareMs = 210, Dark = 0, HatMs = 55, CymbalMs = 1500, Room = 0.12, TomMs = 420,
        }),
        Drive = 1.6,
    };

    private static Instrument OrganBass => new()
    {
        Name = "organ-bass",
        Kind = InstrumentKind.Bass,
        Range = (24, 60),
        Keyed = new Stroke(Engine.Tone,
        [
            new LanePatch
            {
                Amp = new(3, 900, 0.45, 70), Send = 0.02, VelocityDb = 14, ModRatio = 2, Index = 0.5, IndexStrike = 1.6, IndexMs = 200,
            },
        ]),
        Drive = 1.4,
    };

    // The bright, compressed piano of rave records: its attack is most of it.
    private static Instrument StabPiano => new()
    {
        Name = "stab-piano",
        Kind = InstrumentKind.Chords,
        Range = (36, 96),
        Keyed = new Stroke(Engine.Fm, [.. Pianos.Lanes(bright: 2.2, ms: 3400, send: 0.18).Select(lane => lane with { Pan = 2.4 * lane.Pan })]),
        Drive = 1.8,
        Chorus = 0.15,
    };

    private static Instrument PluckSynth => new()
    {
        Name = "pluck-synth",
        Kind = InstrumentKind.Melody,
        Range = (36, 96),
        Keyed = new Stroke(Engine.Wave,
        [
            new LanePatch
            {
                SecondCents = 9, Amp = new(2, 700, 0, 160), PanPerOctave = 0.2, Send = 0.3, VelocityDb = 20,
                Filter = new() { Mode = FilterMode.Ladder, Hz = 520, Q = 1.4, Key = 0.6, Envelope = 2.8, EnvelopeMs = 180, Velocity = 2 },
            },
        ]),
        Echo = 0.35,
        Chorus = 0.2,
    };

    // A voice that sings one vowel.
    private static Instrument VocalLead => new()
    {
        Name = "vocal-lead",
        Kind = InstrumentKind.Melody,
        Range = (48, 86),
        Keyed = new Stroke(Engine.Wave, Formants.Solo(attack: 35, release: 220, vibrato: 16)),
        Colour = new() { Body = BodyPatch.VowelSolo, Send = 0.35 },
        Echo = 0.3,
    };

    private static Instrument AirTexture => new()
    {
        Name = "air-texture",
        Kind = InstrumentKind.Texture,
        Range = (24, 96),
        Keyed = Textures.Wind(3200, 5200, 0.6, 0.5, 0.3),
    };

    private static Instrument HouseOrgan => new()
    {
        Name = "house-organ",
        Kind = InstrumentKind.Chords,
        Range = (36, 96),
        Keyed = new Stroke(Engine.Wave,
        [
            new LanePatch
            {
                Wave = Wave.OrganStab, Ratio = 0.5, SecondMix = 0, Amp = new(3, 1100, 0.5, 90), Send = 0.2, VelocityDb = 16,
                Filter = new() { Hz = 1700, Key = 0.4, Velocity = 3, Envelope = 0.8, EnvelopeMs = 120 },
            },
        ]),
        Drive = 1.3,
        Chorus = 0.3,
    };
}
