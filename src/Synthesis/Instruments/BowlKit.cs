namespace SessionService.Synthesis.Instruments;

/// <summary>Percussion for stillness: frame drum, wood, small bells and bowls, nothing sharp.</summary>
internal static class BowlKit
{
    /// <summary>The strokes by General MIDI key.</summary>
    public static Stroke?[] Build()
    {
        Stroke?[] keys = new Stroke?[128];
        DrumKit.Fill(keys, Skin(72, 1.4, 0.1), 35, 36);
        DrumKit.Fill(keys, Skin(150, 0.6, 0.25), 38, 39, 40);
        DrumKit.Fill(keys, Wood(820), 31, 37, 75, 76, 77);
        DrumKit.Fill(keys, Bell(2350, 1.2, -16), 42, 44);
        DrumKit.Fill(keys, Bell(1780, 3.5, -15), 46, 51, 53, 59);
        DrumKit.Fill(keys, Bell(392, 9, -7), 49, 52, 55, 57);
        DrumKit.Fill(keys, Bell(3140, 2, -18), 54, 56, 58, 80, 81);
        DrumKit.Fill(keys, Shaker(), 69, 70, 82);
        int[] skins = [41, 43, 45, 47, 48, 50, 60, 61, 62, 63, 64, 65, 66, 67, 68];
        for (int i = 0; i < skins.Length; i++)
        {
            keys[skins[i]] = Skin(88 * Math.Pow(2, i % 6 / 5.0), 0.9, 0.15);
        }

        return keys;
    }

    private static Stroke Skin(double hertz, double seconds, double knock) => new(Engine.Mode,
    [
        new LanePatch
        {
            FixedHz = hertz, Modes = [.. Struck.Kettle.Select(m => m with { Seconds = m.Seconds * seconds })], Knock = knock, KnockHz = 500,
            KnockMs = 60, Amp = new(2, 4000, 0.9, 300, GateMs: 1500), Send = 0.35, VelocityDb = 20,
        },
    ]);

    private static Stroke Wood(double hertz) => new(Engine.Mode,
    [
        new LanePatch
        {
            FixedHz = hertz, Modes = [new(1, -4, 0.12), new(2.7, -12, 0.06)], Knock = 0.15, KnockHz = 2000, Amp = new(1, 2000, 0.9, 60, GateMs: 200),
            Send = 0.35, VelocityDb = 22,
        },
    ]);

    private static Stroke Bell(double hertz, double seconds, double db) => new(Engine.Mode,
    [
        new LanePatch
        {
            FixedHz = hertz, GainDb = db, Modes = [.. Struck.Bowl.Select(m => m with { Seconds = m.Seconds * seconds / 14 })],
            Amp = new(2, 30_000, 0.9, 1500, GateMs: seconds * 900), Send = 0.5, VelocityDb = 22,
        },
    ]);

    private static Stroke Shaker() => new(Engine.Tone,
    [
        new LanePatch
        {
            FixedHz = 1000, Tone = 0, Noise = 0.6, GainDb = -16, Pan = -0.3, Amp = new(25, 140, 0, 60, Rings: true), Send = 0.3, VelocityDb = 22,
            Filter = new() { Mode = FilterMode.Band, Hz = 5200, Q = 0.8, Velocity = 1, Brightness = 1.2 },
        },
    ]);
}
