namespace SessionService.Synthesis.Instruments;

/// <summary>Jazz drums played with brushes: wires that sweep over the skin, a soft bass drum, a ride that sings.</summary>
internal static class BrushKit
{
    /// <summary>The strokes by General MIDI key.</summary>
    public static Stroke?[] Build()
    {
        Stroke?[] keys = DrumKit.Build(new KitCharacter
        {
            KickHz = 60, KickMs = 340, KickClick = 0.15, KickSweep = 0.8, KickSweepMs = 70, SnareHz = 190, SnareNoise = 0.5, SnareMs = 200,
            Dark = 0.35, HatMs = 70, CymbalMs = 2800, Room = 0.22, TomMs = 480,
        });
        DrumKit.Fill(keys, Tap(), 38);
        DrumKit.Fill(keys, Sweep(), 40, 39);
        return keys;
    }

    // The wires land one after the other, then lie still.
    private static Stroke Tap() => new(Engine.Tone,
    [
        new LanePatch
        {
            FixedHz = 195, Sweep = 0.4, SweepMs = 40, GainDb = -14, Amp = new(2, 140, 0, 60, Rings: true), Send = 0.12, VelocityDb = 22,
        },
        new LanePatch
        {
            FixedHz = 1000, Tone = 0, Noise = 0.7, GainDb = -7, Amp = new(5, 170, 0, 60, Rings: true), Send = 0.25, VelocityDb = 24,
            Filter = new() { Mode = FilterMode.Band, Hz = 2700, Q = 0.45, Velocity = 1.6, Brightness = 1.2 },
        },
    ]);

    private static Stroke Sweep() => new(Engine.Tone,
    [
        new LanePatch
        {
            FixedHz = 1000, Tone = 0, Noise = 0.7, GainDb = -9, Pan = -0.1, Amp = new(70, 420, 0, 120, Rings: true), Send = 0.25, VelocityDb = 22,
            Filter = new() { Mode = FilterMode.Band, Hz = 3300, Q = 0.4, Velocity = 1.2, Brightness = 1.2, Envelope = -0.8, EnvelopeMs = 500 },
        },
    ]);
}
