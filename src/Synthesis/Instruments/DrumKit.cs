namespace SessionService.Synthesis.Instruments;

/// <summary>What makes one kit differ from another.</summary>
internal sealed record KitCharacter
{
    /// <summary>Pitch of the bass drum, Hz.</summary>
    public required double KickHz { get; init; }

    /// <summary>How long it rings, ms to −60 dB.</summary>
    public required double KickMs { get; init; }

    /// <summary>Level of the beater, 0..1.</summary>
    public required double KickClick { get; init; }

    /// <summary>Pitch added at the beater's blow, in multiples of <see cref="KickHz"/>.</summary>
    public double KickSweep { get; init; } = 3.2;

    /// <summary>Time in which that falls by 60 dB, ms.</summary>
    public double KickSweepMs { get; init; } = 110;

    /// <summary>Pitch of the snare's skin, Hz.</summary>
    public required double SnareHz { get; init; }

    /// <summary>Level of the wires.</summary>
    public required double SnareNoise { get; init; }

    /// <summary>How long the wires ring, ms.</summary>
    public required double SnareMs { get; init; }

    /// <summary>Where the wires are held loud and then cut, ms; 0 lets them fade.</summary>
    public double SnareGateMs { get; init; }

    /// <summary>How much darker cymbals and wires are, 0..1.</summary>
    public required double Dark { get; init; }

    /// <summary>Closed hi-hat, ms.</summary>
    public required double HatMs { get; init; }

    /// <summary>Crash, ms; the ride is shorter.</summary>
    public required double CymbalMs { get; init; }

    /// <summary>Send to the reverb.</summary>
    public required double Room { get; init; }

    /// <summary>Toms, ms.</summary>
    public required double TomMs { get; init; }
}

/// <summary>Builds a kit on the General MIDI percussion keys.</summary>
internal static class DrumKit
{
    /// <summary>The choke group of hi-hats.</summary>
    public const int HatChoke = 1;

    /// <summary>The strokes of a kit by key.</summary>
    public static Stroke?[] Build(KitCharacter kit)
    {
        Stroke?[] keys = new Stroke?[128];
        Fill(keys, Kick(kit), 35, 36);
        Fill(keys, Rim(kit), 31, 37, 75, 76, 77);
        Fill(keys, Snare(kit), 38, 40);
        Fill(keys, Clap(kit), 39);
        Fill(keys, Hat(kit, kit.HatMs), 42, 44);
        Fill(keys, Hat(kit, kit.HatMs * 9), 46);
        Fill(keys, Cymbal(kit, kit.CymbalMs, 0.25, 0), 49, 52, 55, 57);
        Fill(keys, Cymbal(kit, kit.CymbalMs * 0.45, -0.3, -7), 51, 59);
        Fill(keys, Bell(kit), 53, 56, 80, 81);
        Fill(keys, Shaker(kit), 54, 58, 69, 70, 82);
        int[] toms = [41, 43, 45, 47, 48, 50];
        for (int i = 0; i < toms.Length; i++)
        {
            keys[toms[i]] = Tom(kit, 1.5 * kit.KickHz * Math.Pow(2, i / 3.5), -0.4 + (0.16 * i));
        }

        int[] hands = [60, 61, 62, 63, 64, 65, 66, 67, 68];
        for (int i = 0; i < hands.Length; i++)
        {
            keys[hands[i]] = Tom(kit, 230 - (14 * i), 0.3);
        }

        return keys;
    }

    /// <summary>Puts a stroke on some keys.</summary>
    public static void Fill(Stroke?[] keys, Stroke stroke, params ReadOnlySpan<int> where)
    {
        foreach (int key in where)
        {
            keys[key] = stroke;
        }
    }

    // A skin that drops from a knock to its pitch, and the beater's tick.
    private static Stroke Kick(KitCharacter kit) => new(Engine.Tone,
    [
        new LanePatch
        {
            FixedHz = kit.KickHz, Sweep = kit.KickSweep, SweepMs = kit.KickSweepMs, Amp = new(1.2, kit.KickMs, 0, 100, Rings: true),
            Send = kit.Room * 0.12, VelocityDb = 18, IndexStrike = 0.5, IndexMs = 60,
        },
        new LanePatch
        {
            FixedHz = 1000, Tone = 0, Noise = kit.KickClick, GainDb = -8, Amp = new(1, 28, 0, 20, Rings: true),
            Send = kit.Room * 0.2, VelocityDb = 30, Filter = Skin(FilterMode.Band, 1700, 0.8),
        },
    ]);

    private static Stroke Snare(KitCharacter kit) => new(Engine.Tone,
    [
        .. kit.SnareGateMs > 0 ? (LanePatch[])[Gated(kit)] : [],
        new LanePatch
        {
            FixedHz = kit.SnareHz, Sweep = 0.7, SweepMs = 45, GainDb = -6, Amp = new(1, kit.SnareMs * 0.6, 0, 60, Rings: true),
            Send = kit.Room * 0.5, VelocityDb = 20, ModRatio = 1.52, IndexStrike = 0.9, IndexMs = 90,
        },
        new LanePatch
        {
            FixedHz = 1000, Tone = 0, Noise = kit.SnareNoise, GainDb = -4, Amp = new(1, kit.SnareMs, 0, 60, Rings: true),
            Send = kit.Room, VelocityDb = 26, Filter = Skin(FilterMode.Band, 3600 * (1 - (0.5 * kit.Dark)), 0.45),
        },
    ]);

    // A room that is loud and is shut: level holds, and falls when the gate closes.
    private static LanePatch Gated(KitCharacter kit) => new()
    {
        FixedHz = 1000, Tone = 0, Noise = kit.SnareNoise * 0.55, GainDb = -4, Amp = new(8, kit.SnareGateMs * 30, 0.8, kit.SnareGateMs, GateMs: kit.SnareGateMs),
        Send = kit.Room, VelocityDb = 24, Filter = Skin(FilterMode.Band, 2100, 0.35),
    };

    private static Stroke Rim(KitCharacter kit) => new(Engine.Tone,
    [
        new LanePatch
        {
            FixedHz = 820, GainDb = -7, Pan = 0.15, Amp = new(1, 70, 0, 40, Rings: true), Send = kit.Room * 0.8, VelocityDb = 24,
            ModRatio = 2.13, IndexStrike = 1.8, IndexMs = 40, Noise = 0.15, Filter = Skin(FilterMode.Band, 1500, 0.6),
        },
    ]);

    // Hands that do not quite meet: a sharp burst, and a second one a moment later that trails off.
    private static Stroke Clap(KitCharacter kit) => new(Engine.Tone,
    [
        new LanePatch
        {
            FixedHz = 1000, Tone = 0, Noise = 1, GainDb = -5, Pan = -0.2, Amp = new(1, 35, 0, 20, Rings: true), Send = kit.Room,
            VelocityDb = 24, Filter = Skin(FilterMode.Band, 1250, 1.3),
        },
        new LanePatch
        {
            FixedHz = 1000, Tone = 0, Noise = 1, GainDb = -5, Pan = 0.2, Amp = new(14, 230, 0, 60, Rings: true), Send = kit.Room,
            VelocityDb = 24, Filter = Skin(FilterMode.Band, 1450 * (1 - (0.3 * kit.Dark)), 1.1),
        },
    ]);

    // Metal has no pitch: the sine is bent so far that its side tones fill the spectrum several times over, folded at half
    // the rate, as close as the six squares of the analogue machines and never on a line of their own; noise fills the rest.
    private static Stroke Hat(KitCharacter kit, double ms) => new(Engine.Tone,
    [
        new LanePatch
        {
            FixedHz = 1971, Tone = 0.15, Noise = 0.72, GainDb = -11, Pan = 0.28, Amp = new(1, ms, 0, 30, Rings: true),
            Send = kit.Room * 0.35, VelocityDb = 26, ModRatio = 1.4837, Index = 21, IndexStrike = 9, IndexMs = 80,
            Filter = Skin(FilterMode.High, 7600 * (1 - (0.35 * kit.Dark)), 0.8),
        },
    ], HatChoke);

    private static Stroke Cymbal(KitCharacter kit, double ms, double pan, double db) => new(Engine.Tone,
    [
        new LanePatch
        {
            FixedHz = 1627, Tone = 0.16, Noise = 0.62, GainDb = db - 9, Pan = pan, Amp = new(1.5, ms, 0, 200, Rings: true),
            Send = kit.Room, VelocityDb = 26, ModRatio = 1.4172, Index = 23, IndexStrike = 12, IndexMs = 900,
            Filter = Skin(FilterMode.High, 4200 * (1 - (0.4 * kit.Dark)), 0.7),
        },
        new LanePatch
        {
            FixedHz = 1189, Tone = 0.12, Noise = 0.3, GainDb = db - 13, Pan = pan, Amp = new(1.5, ms * 0.6, 0, 200, Rings: true),
            Send = kit.Room, VelocityDb = 30, ModRatio = 2.7313, Index = 17, IndexStrike = 9, IndexMs = 500,
            Filter = Skin(FilterMode.Band, 6800 * (1 - (0.4 * kit.Dark)), 0.6),
        },
    ]);

    private static Stroke Bell(KitCharacter kit) => new(Engine.Tone,
    [
        new LanePatch
        {
            FixedHz = 2100, GainDb = -12, Pan = -0.3, Amp = new(1, 900, 0, 100, Rings: true), Send = kit.Room, VelocityDb = 26,
            ModRatio = 1.79, Index = 0.6, IndexStrike = 1.4, IndexMs = 300,
        },
    ]);

    private static Stroke Shaker(KitCharacter kit) => new(Engine.Tone,
    [
        new LanePatch
        {
            FixedHz = 1000, Tone = 0, Noise = 0.8, GainDb = -12, Pan = -0.35, Amp = new(12, 90, 0, 40, Rings: true),
            Send = kit.Room * 0.4, VelocityDb = 26, Filter = Skin(FilterMode.Band, 6200 * (1 - (0.35 * kit.Dark)), 0.9),
        },
    ]);

    private static Stroke Tom(KitCharacter kit, double hertz, double pan) => new(Engine.Tone,
    [
        new LanePatch
        {
            FixedHz = hertz, Sweep = 0.9, SweepMs = 130, GainDb = -2, Pan = pan, Amp = new(1.2, kit.TomMs, 0, 120, Rings: true),
            Send = kit.Room * 0.7, VelocityDb = 22, IndexStrike = 0.8, IndexMs = 120,
        },
        new LanePatch
        {
            FixedHz = 1000, Tone = 0, Noise = 0.5, GainDb = -12, Pan = pan, Amp = new(1, 60, 0, 30, Rings: true),
            Send = kit.Room * 0.5, VelocityDb = 30, Filter = Skin(FilterMode.Band, 900, 0.6),
        },
    ]);

    private static FilterPatch Skin(FilterMode mode, double hertz, double q) =>
        new() { Mode = mode, Hz = hertz, Q = q, Velocity = 1, Brightness = 1.2 };
}
