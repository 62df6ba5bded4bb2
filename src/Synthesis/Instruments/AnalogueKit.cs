namespace SessionService.Synthesis.Instruments;

/// <summary>
/// The drums of the best-known analogue machine: a bass drum that is a ringing sine, a snare of two tones and noise, claps
/// of three bursts, cymbals of detuned squares (here two pairs in frequency modulation) through a high-pass.
/// </summary>
internal static class AnalogueKit
{
    /// <summary>The strokes by General MIDI key.</summary>
    public static Stroke?[] Build()
    {
        Stroke?[] keys = DrumKit.Build(new KitCharacter
        {
            KickHz = 46, KickMs = 1100, KickClick = 0.12, KickSweep = 1.1, KickSweepMs = 45, SnareHz = 185, SnareNoise = 0.6, SnareMs = 210,
            Dark = 0, HatMs = 45, CymbalMs = 1300, Room = 0.1, TomMs = 420,
        });
        DrumKit.Fill(keys, Snare(), 38, 40);
        DrumKit.Fill(keys, Clap(), 39);
        DrumKit.Fill(keys, Cowbell(), 56);
        return keys;
    }

    private static Stroke Snare() => new(Engine.Tone,
    [
        Tone(181, -8, 150), Tone(332, -11, 110),
        new LanePatch
        {
            FixedHz = 1000, Tone = 0, Noise = 0.8, GainDb = -6, Amp = new(1, 220, 0, 60, Rings: true), Send = 0.1, VelocityDb = 24,
            Filter = new() { Mode = FilterMode.High, Hz = 1400, Velocity = 1, Brightness = 1 },
        },
    ]);

    // Three hands and the room behind them.
    private static Stroke Clap() => new(Engine.Tone, [Hand(0, 16), Hand(10, 16), Hand(21, 16), Hand(31, 220)]);

    private static Stroke Cowbell() => new(Engine.Tone, [Tone(540, -10, 420) with { Index = 0.9 }, Tone(800, -11, 320) with { Index = 0.9 }]);

    private static LanePatch Tone(double hertz, double db, double ms) => new()
    {
        FixedHz = hertz, Sweep = 0.3, SweepMs = 25, GainDb = db, Amp = new(1, ms, 0, 60, Rings: true), Send = 0.06, VelocityDb = 18,
    };

    private static LanePatch Hand(double delay, double ms) => new()
    {
        FixedHz = 1000, Tone = 0, Noise = 1, GainDb = -5, Pan = (delay - 15) / 60, Amp = new(1, ms, 0, 40, Rings: true, DelayMs: delay), Send = 0.12,
        VelocityDb = 22, Filter = new() { Mode = FilterMode.Band, Hz = 1150, Q = 1.4, Velocity = 0.8, Brightness = 1 },
    };
}
