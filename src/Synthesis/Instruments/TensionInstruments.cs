using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Instruments;

/// <summary>An orchestra that holds its breath.</summary>
internal static class TensionInstruments
{
    /// <summary>All of them.</summary>
    public static Instrument[] All => [Kit, Contrabass, Tremolo, Pizzicato, Oboe, Cluster, Cello];

    private static Instrument Kit => new()
    {
        Name = "tension-kit",
        Kind = InstrumentKind.Kit,
        Range = (31, 82),
        Kit = DrumKit.Build(new KitCharacter
        {
            KickHz = 38, KickMs = 1300, KickClick = 0.3, KickSweep = 1.6, SnareHz = 150, SnareNoise = 0.8, SnareMs = 260,
            Dark = 0.3, HatMs = 60, CymbalMs = 4200, Room = 0.5, TomMs = 1200,
        }),
        Drive = 1.6,
    };

    private static Instrument Contrabass => new()
    {
        Name = "contrabass",
        Kind = InstrumentKind.Bass,
        Range = (24, 60),
        Keyed = new Stroke(Engine.Wave, [Strings.Desk(-0.1, -3, 520, 70, 380), Strings.Desk(0.1, 4, 560, 80, 380)]),
    };

    // Bows that go to and fro as fast as they can.
    private static Instrument Tremolo => new()
    {
        Name = "tremolo-strings",
        Kind = InstrumentKind.Chords,
        Range = (40, 96),
        Keyed = new Stroke(Engine.Wave, [Shaking(-0.6, -6, 12.6), Shaking(0.6, 7, 11.7)]),
        Chorus = 0.15,
    };

    private static Instrument Pizzicato => new()
    {
        Name = "pizzicato",
        Kind = InstrumentKind.Melody,
        Range = (36, 96),
        Keyed = new Stroke(Engine.Pluck, [Plucked(-0.3, 3), Plucked(0.25, -4)]),
    };

    private static Instrument Oboe => new()
    {
        Name = "oboe",
        Kind = InstrumentKind.Melody,
        Range = (58, 91),
        Keyed = new Stroke(Engine.Wave,
        [
            new LanePatch
            {
                Wave = Wave.Oboe, SecondMix = 0, Amp = new(30, 2500, 0.85, 110), Pan = -0.05, Send = 0.4, VelocityDb = 18,
                Filter = new() { Hz = 3000, Key = 0.2, Velocity = 2, Envelope = 0.3, EnvelopeMs = 250 },
                Motion = new() { VibratoCents = 10, FastHz = 5.4, VibratoDelayMs = 600, Tremolo = 0.05 },
            },
        ]),
    };

    // High strings on neighbouring notes: the further tension goes, the wider they stand.
    private static Instrument Cluster => new()
    {
        Name = "cluster-texture",
        Kind = InstrumentKind.Texture,
        Range = (36, 84),
        Keyed = new Stroke(Engine.Wave, [Neighbour(-0.7, 0, 0), Neighbour(0.7, 0, 35), Neighbour(-0.3, 1200, -40), Neighbour(0.3, 1900, 55)]),
    };

    private static Instrument Cello => new()
    {
        Name = "solo-cello",
        Kind = InstrumentKind.Melody,
        Range = (36, 76),
        Keyed = Strings.Solo(damping: 0.5, attack: 45, vibrato: 12, send: 0.4),
        Colour = new() { Body = BodyPatch.Cello, Send = 0.4 },
    };

    private static LanePatch Shaking(double pan, double cents, double hertz) => Strings.Desk(pan, cents, 1700, 50, 420) with
    {
        Motion = new() { FastHz = hertz, Tremolo = 0.55, SlowHz = 0.4, DriftCents = 4, TensionCents = cents * 2 },
    };

    private static LanePatch Plucked(double pan, double cents) => new()
    {
        Cents = cents, Amp = new(1.5, 900, 0, 140), Pan = pan, Send = 0.5, VelocityDb = 22, StringSeconds = 0.7, StringDamping = 0.6,
        PluckPoint = 0.3, PluckDark = 0.2,
    };

    private static LanePatch Neighbour(double pan, double cents, double pull) => new()
    {
        Cents = cents, SecondMix = 0, GainDb = cents > 0 ? -7 : 0, Pan = pan, Send = 0.5, VelocityDb = 12, Amp = new(1500, 6000, 0.85, 2200),
        Filter = new() { Hz = 900, Key = 0.3, Slow = 0.8, Velocity = 0.8, Brightness = 2 },
        Motion = new() { SlowHz = 0.12, DriftCents = 8, TensionCents = pull * 2, FastHz = 7, Tremolo = 0.2 },
    };
}
