namespace SessionService.Synthesis.Instruments;

/// <summary>How an instrument's lanes make their sound.</summary>
internal enum Engine
{
    /// <summary>Two band-limited waves through a filter.</summary>
    Wave,

    /// <summary>A sine, frequency-modulated by another, and noise, through a filter.</summary>
    Tone,

    /// <summary>A plucked string.</summary>
    Pluck,

    /// <summary>Modes of something struck.</summary>
    Mode,

    /// <summary>Three operators in frequency modulation.</summary>
    Fm,

    /// <summary>A bowed string.</summary>
    Bow,

    /// <summary>The wave engine where saws and triangles through a low-pass are low enough to be made without tables; chosen by the note.</summary>
    Saw,
}

/// <summary>What an instrument is for; decides which phrase its level is measured with.</summary>
internal enum InstrumentKind
{
    /// <summary>Drums and percussion on the General MIDI keys.</summary>
    Kit,

    /// <summary>Low single notes.</summary>
    Bass,

    /// <summary>Several notes at once.</summary>
    Chords,

    /// <summary>Single notes in the middle and above.</summary>
    Melody,

    /// <summary>Long notes in the background; pitch matters little or not at all.</summary>
    Texture,
}

/// <summary>What one stroke starts: a few lanes of one engine.</summary>
/// <param name="Engine">Their engine.</param>
/// <param name="Lanes">The lanes, at most <see cref="MaxLanes"/>.</param>
/// <param name="Choke">Strokes of one choke group cut each other off, as hats do; 0 for none.</param>
internal sealed record Stroke(Engine Engine, LanePatch[] Lanes, int Choke = 0)
{
    /// <summary>Lanes a stroke may have.</summary>
    public const int MaxLanes = 4;

    private readonly double highest = Engine == Engine.Wave ? HighestOf(Lanes) : double.PositiveInfinity;

    /// <summary>The engine for a key: saws and triangles that are low enough are made without tables.</summary>
    public Engine EngineFor(byte key) =>
        Dsp.Curve.Hertz(key) * highest < Voices.WaveBank.HighestSaw ? Engine.Saw : Engine;

    private static bool Simple(Dsp.Wave wave) => wave is Dsp.Wave.Saw or Dsp.Wave.Triangle;

    private static double HighestOf(LanePatch[] lanes) =>
        lanes.All(l => Simple(l.Wave) && Simple(l.SecondWave ?? l.Wave) && l is { FixedHz: 0, Filter.Mode: FilterMode.Low })
            ? lanes.Max(l => l.Ratio * Math.Max(1, l.SecondRatio) * Math.Pow(2, l.Cents / 1200))
            : double.PositiveInfinity;
}

/// <summary>An instrument: strokes by key, and the effects its layer goes through.</summary>
internal sealed record Instrument
{
    /// <summary>Name in the catalogue.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required InstrumentKind Kind { get; init; }

    /// <summary>Lowest and highest MIDI key that sound as the instrument should.</summary>
    public required (int Lowest, int Highest) Range { get; init; }

    /// <summary>The stroke of every key, or null for instruments of unpitched keys.</summary>
    public Stroke? Keyed { get; init; }

    /// <summary>Strokes by key for kits; null elsewhere. Keys without a stroke are silent.</summary>
    public Stroke?[]? Kit { get; init; }

    /// <summary>Level that makes instruments equally loud, dB.</summary>
    public double LevelDb => InstrumentLevels.Of(Name);

    /// <summary>Soft saturation of the layer: gain into it, 0 for none.</summary>
    public double Drive { get; init; }

    /// <summary>What its layer passes through; null for nothing.</summary>
    public ColourPatch? Colour { get; init; }

    /// <summary>Send to the chorus, 0..1.</summary>
    public double Chorus { get; init; }

    /// <summary>Send to the echo, 0..1.</summary>
    public double Echo { get; init; }

    /// <summary>The stroke for a key, or null.</summary>
    public Stroke? StrokeFor(byte pitch) => Kit is null ? Keyed : Kit[pitch & 127];
}
