namespace SessionService.Synthesis.Instruments;

/// <summary>Drums of a sound chip: a falling tone and a noise register, on or off.</summary>
internal static class ChipKit
{
    /// <summary>The strokes by General MIDI key.</summary>
    public static Stroke?[] Build()
    {
        Stroke?[] keys = new Stroke?[128];
        DrumKit.Fill(keys, Drop(62, 5, 90, 180, 0.25), 35, 36);
        DrumKit.Fill(keys, Burst(1900, 130, -2, 0.8), 38, 40);
        DrumKit.Fill(keys, Burst(1500, 90, -4, 0.5), 39);
        DrumKit.Fill(keys, Burst(3000, 25, -8, 0.9), 31, 37, 75, 76, 77);
        DrumKit.Fill(keys, Burst(9000, 30, -10, 1, DrumKit.HatChoke, 0.35), 42, 44);
        DrumKit.Fill(keys, Burst(9000, 220, -10, 1, DrumKit.HatChoke, 0.35), 46);
        DrumKit.Fill(keys, Burst(5200, 900, -8, 1), 49, 52, 55, 57);
        DrumKit.Fill(keys, Burst(8000, 160, -12, 1), 51, 53, 56, 59, 80, 81);
        DrumKit.Fill(keys, Burst(7000, 45, -13, 1), 54, 58, 69, 70, 82);
        int[] toms = [41, 43, 45, 47, 48, 50, 60, 61, 62, 63, 64, 65, 66, 67, 68];
        for (int i = 0; i < toms.Length; i++)
        {
            keys[toms[i]] = Drop(90 * Math.Pow(2, i % 6 / 4.0), 1.2, 140, 200, 0);
        }

        return keys;
    }

    private static Stroke Drop(double hertz, double sweep, double sweepMs, double ms, double noise) => new(Engine.Tone,
    [
        new LanePatch
        {
            FixedHz = hertz, Sweep = sweep, SweepMs = sweepMs, ModRatio = 1, Index = 0.9, Amp = new(1, ms, 0, 30, Rings: true), Send = 0,
            VelocityDb = 16,
        },
        new LanePatch
        {
            FixedHz = 1000, Tone = 0, Noise = noise, Amp = new(1, 18, 0, 10, Rings: true), Send = 0, VelocityDb = 26,
            Filter = new() { Hz = 4000, Velocity = 1.5 },
        },
    ]);

    private static Stroke Burst(double hertz, double ms, double db, double density, int choke = 0, double pan = 0) => new(Engine.Tone,
    [
        new LanePatch
        {
            FixedHz = 1000, Tone = 0, Noise = 0.8, NoiseDensity = density, GainDb = db, Pan = pan, Amp = new(1, ms, 0, 20, Rings: true), Send = 0.02,
            VelocityDb = 20, Filter = new() { Mode = FilterMode.Band, Hz = hertz, Q = 0.5, Velocity = 1.5, Brightness = 1.2 },
        },
    ], choke);
}
