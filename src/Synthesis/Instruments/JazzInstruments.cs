namespace SessionService.Synthesis.Instruments;

/// <summary>A trio in a lounge, and who sits in.</summary>
internal static class JazzInstruments
{
    /// <summary>All of them.</summary>
    public static Instrument[] All => [Kit, UprightBass, GrandPiano, JazzGuitar, MutedTrumpet, RoomTexture, Flute];

    private static Instrument Kit => new()
    {
        Name = "brush-kit",
        Kind = InstrumentKind.Kit,
        Range = (31, 82),
        Kit = BrushKit.Build(),
    };

    private static Instrument UprightBass => new()
    {
        Name = "upright-bass",
        Kind = InstrumentKind.Bass,
        Range = (28, 60),
        Keyed = new Stroke(Engine.Pluck,
        [
            new LanePatch
            {
                Amp = new(3, 4200, 0, 110), Send = 0.08, VelocityDb = 18, StringSeconds = 1.6, StringDamping = 0.75, PluckPoint = 0.28,
                PluckDark = 0.55,
            },
        ]),
        Colour = new() { Body = BodyPatch.Bass, Send = 0.08 },
    };

    private static Instrument GrandPiano => new()
    {
        Name = "grand-piano",
        Kind = InstrumentKind.Chords,
        Range = (28, 103),
        Keyed = new Stroke(Engine.Fm, Pianos.Lanes(bright: 1.0, ms: 6500, send: 0.25)),
    };

    // Flat-wound strings, the tone control nearly closed.
    private static Instrument JazzGuitar => new()
    {
        Name = "jazz-guitar",
        Kind = InstrumentKind.Melody,
        Range = (40, 88),
        Keyed = new Stroke(Engine.Pluck,
        [
            new LanePatch
            {
                Amp = new(2, 4000, 0, 140), Pan = 0.25, Send = 0.2, VelocityDb = 20, StringSeconds = 3.2, StringDamping = 0.75,
                PluckPoint = 0.3, PluckDark = 0.5,
            },
        ]),
        Drive = 1.2,
    };

    // A harmon mute: thin, and biting where it is blown hard.
    private static Instrument MutedTrumpet => new()
    {
        Name = "muted-trumpet",
        Kind = InstrumentKind.Melody,
        Range = (52, 86),
        Keyed = new Stroke(Engine.Wave,
        [
            new LanePatch
            {
                SecondMix = 0, Amp = new(22, 2500, 0.8, 120), Pan = 0.1, VelocityDb = 18,
                Filter = new() { Hz = 2600, Key = 0.4, Envelope = -0.6, EnvelopeMs = 160, Velocity = 2.2 },
                Motion = new() { VibratoCents = 13, FastHz = 5.1, VibratoDelayMs = 700 },
            },
        ]),
        Colour = new() { Body = BodyPatch.Mute, Send = 0.35 },
    };

    // A room with people in it, far away: low murmur and a little air.
    private static Instrument RoomTexture => new()
    {
        Name = "room-texture",
        Kind = InstrumentKind.Texture,
        Range = (24, 96),
        Keyed = Textures.Wind(240, 520, 0.7, 0.5, 0),
    };

    private static Instrument Flute => new()
    {
        Name = "flute",
        Kind = InstrumentKind.Melody,
        Range = (60, 96),
        Keyed = new Stroke(Engine.Tone,
        [
            new LanePatch
            {
                Amp = new(55, 2500, 0.85, 150), Pan = -0.1, Send = 0.4, VelocityDb = 18, ModRatio = 1, Index = 0.45, IndexStrike = 1.3, IndexMs = 2500,
                Motion = new() { VibratoCents = 9, FastHz = 5, VibratoDelayMs = 700, Tremolo = 0.06 },
            },
            new LanePatch
            {
                Tone = 0, Noise = 0.5, GainDb = -22, Amp = new(25, 900, 0.5, 110), Pan = -0.1, Send = 0.4, VelocityDb = 24,
                Filter = new() { Mode = FilterMode.Band, Hz = 1100, Q = 1.6, Key = 0.9, Velocity = 1 },
            },
        ]),
    };
}
