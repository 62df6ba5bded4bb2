using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Instruments;

/// <summary>A console with two pulses, a stepped triangle and a noise.</summary>
internal static class ChiptuneInstruments
{
    /// <summary>All of them.</summary>
    public static Instrument[] All => [Kit, Bass, Chords, Arp, Lead, Noise, Counter];

    private static Instrument Kit => new()
    {
        Name = "chip-kit",
        Kind = InstrumentKind.Kit,
        Range = (31, 82),
        Kit = ChipKit.Build(),
        Colour = new() { Bits = 7, HoldHz = 22_050, Send = 0.02 },
    };

    private static Instrument Bass => new()
    {
        Name = "chip-bass",
        Kind = InstrumentKind.Bass,
        Range = (24, 72),
        Keyed = Plain(Wave.SteppedTriangle, new(1, 1000, 1, 12), 10, 0, 0),
    };

    private static Instrument Chords => new()
    {
        Name = "chip-chords",
        Kind = InstrumentKind.Chords,
        Range = (36, 96),
        Keyed = Plain(Wave.Square, new(2, 900, 0.3, 60), 16, 0, -0.5),
    };

    private static Instrument Arp => new()
    {
        Name = "chip-arp",
        Kind = InstrumentKind.Melody,
        Range = (36, 103),
        Keyed = Plain(Wave.Pulse25, new(1, 420, 0.15, 30), 18, 0, 0.6),
        Echo = 0.2,
    };

    private static Instrument Lead => new()
    {
        Name = "chip-lead",
        Kind = InstrumentKind.Melody,
        Range = (48, 103),
        Keyed = Plain(Wave.Pulse25, new(1, 1600, 0.7, 40), 14, 18, 0.15),
        Echo = 0.25,
    };

    // The noise channel held open, dulled so that it can lie under the rest.
    private static Instrument Noise => new()
    {
        Name = "chip-noise",
        Kind = InstrumentKind.Texture,
        Range = (24, 96),
        Keyed = new Stroke(Engine.Tone,
        [
            new LanePatch
            {
                Tone = 0, Noise = 0.6, Send = 0, VelocityDb = 8, Amp = new(60, 3000, 0.8, 300),
                Filter = new() { Mode = FilterMode.Band, Hz = 1500, Q = 0.7, Key = 0.6, Slow = 0.5, Velocity = 1.2 },
                Motion = new() { FastHz = 3.2, Tremolo = 0.35 },
            },
        ]),
        Colour = new() { Bits = 6, HoldHz = 12_000, Send = 0.02 },
    };

    private static Instrument Counter => new()
    {
        Name = "chip-counter",
        Kind = InstrumentKind.Melody,
        Range = (36, 96),
        Keyed = Plain(Wave.Pulse12, new(2, 1400, 0.6, 50), 16, 10, -0.65),
    };

    // The harder the stroke, the less its first moment is dulled.
    private static Stroke Plain(Wave wave, Envelope amp, double velocityDb, double vibrato, double pan) => new(Engine.Wave,
    [
        new LanePatch
        {
            Wave = wave, SecondMix = 0, Amp = amp, Pan = pan, Send = 0.05, VelocityDb = velocityDb,
            Filter = new() { Hz = 5200, Key = 0.3, Velocity = 3, Envelope = 0.8, EnvelopeMs = 90, Brightness = 2 },
            Motion = new() { VibratoCents = vibrato, FastHz = 6.2, VibratoDelayMs = 700 },
        },
    ]);
}
