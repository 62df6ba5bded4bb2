using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Instruments;

/// <summary>Wood and steel around a table.</summary>
internal static class FolkInstruments
{
    /// <summary>All of them.</summary>
    public static Instrument[] All => [Kit, AcousticBass, SteelGuitar, Mandolin, Fiddle, BreathTexture, Accordion];

    // A stomp box, a frame drum, shakers: little metal.
    private static Instrument Kit => new()
    {
        Name = "folk-kit",
        Kind = InstrumentKind.Kit,
        Range = (31, 82),
        Kit = DrumKit.Build(new KitCharacter
        {
            KickHz = 64, KickMs = 300, KickClick = 0.25, KickSweep = 1.2, KickSweepMs = 60, SnareHz = 205, SnareNoise = 0.4, SnareMs = 150,
            Dark = 0.5, HatMs = 50, CymbalMs = 1500, Room = 0.2, TomMs = 380,
        }),
    };

    private static Instrument AcousticBass => new()
    {
        Name = "acoustic-bass",
        Kind = InstrumentKind.Bass,
        Range = (28, 60),
        Keyed = new Stroke(Engine.Pluck,
        [
            new LanePatch
            {
                Amp = new(2.5, 4800, 0, 140), Send = 0.08, VelocityDb = 18, StringSeconds = 2.4, StringDamping = 0.55, PluckPoint = 0.22,
                PluckDark = 0.35,
            },
        ]),
        Colour = new() { Body = BodyPatch.Bass, Send = 0.08 },
    };

    private static Instrument SteelGuitar => new()
    {
        Name = "steel-guitar",
        Kind = InstrumentKind.Chords,
        Range = (40, 88),
        Keyed = new Stroke(Engine.Pluck,
        [
            new LanePatch
            {
                Amp = new(1.2, 6000, 0, 180), Pan = -0.25, PanPerOctave = 0.1, Send = 0.2, VelocityDb = 22, StringSeconds = 5,
                StringDamping = 0.2, PluckPoint = 0.15, Motion = new() { DriftCents = 1.5 },
            },
        ]),
        Colour = new() { Body = BodyPatch.Guitar, Send = 0.2 },
        Chorus = 0.05,
    };

    // Pairs of strings, never quite in tune with each other.
    private static Instrument Mandolin => new()
    {
        Name = "mandolin",
        Kind = InstrumentKind.Melody,
        Range = (55, 93),
        Keyed = new Stroke(Engine.Pluck, [Course(-0.1, 3), Course(0.35, -4)]),
        Colour = new() { Body = BodyPatch.Mandolin, Send = 0.25 },
    };

    private static Instrument Fiddle => new()
    {
        Name = "fiddle",
        Kind = InstrumentKind.Melody,
        Range = (55, 93),
        Keyed = Strings.Solo(damping: 0.35, attack: 30, vibrato: 13, send: 0.3),
        Colour = new() { Body = BodyPatch.Violin, Send = 0.3 },
    };

    private static Instrument BreathTexture => new()
    {
        Name = "breath-texture",
        Kind = InstrumentKind.Texture,
        Range = (24, 96),
        Keyed = Textures.Wind(650, 1500, 1.2, 0.6, 0.4),
    };

    // Two reeds that beat: the second is a few cents high.
    private static Instrument Accordion => new()
    {
        Name = "accordion",
        Kind = InstrumentKind.Chords,
        Range = (41, 93),
        Keyed = new Stroke(Engine.Wave,
        [
            new LanePatch
            {
                Wave = Wave.Reed, SecondCents = 11, SecondMix = 0.8, Amp = new(35, 3000, 0.85, 120), Pan = 0.1, Send = 0.2, VelocityDb = 16,
                Filter = new() { Hz = 3200, Key = 0.3, Velocity = 2, Brightness = 2 },
                Motion = new() { FastHz = 4.6, Tremolo = 0.05 },
            },
        ]),
    };

    private static LanePatch Course(double pan, double cents) => new()
    {
        Cents = cents, Amp = new(1, 2600, 0, 150), Pan = pan, Send = 0.25, VelocityDb = 22, StringSeconds = 2.2, StringDamping = 0.25,
        PluckPoint = 0.12,
    };
}
