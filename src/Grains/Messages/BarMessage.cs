namespace SessionService.Grains.Messages;

/// <summary>A composed bar with what it was written from, packed into rows of numbers.</summary>
[GenerateSerializer, Immutable, Alias("bar")]
public sealed record BarMessage
{
    /// <summary>The session's seed.</summary>
    [Id(0)]
    public ulong Seed { get; init; }

    /// <summary>Name of the style.</summary>
    [Id(1)]
    public string Style { get; init; } = "";

    /// <summary>Name of the scene.</summary>
    [Id(2)]
    public string Scene { get; init; } = "";

    /// <summary>Bar of the session, bar of the visit, visit, bars of a phrase.</summary>
    [Id(3)]
    public int[] Place { get; init; } = [];

    /// <summary>Beats, unit of a beat, thousandths of a quarter note a minute.</summary>
    [Id(4)]
    public int[] Pace { get; init; } = [];

    /// <summary>Tonic and mode; where another key follows, its tonic and mode too.</summary>
    [Id(5)]
    public int[] Keys { get; init; } = [];

    /// <summary>What the bar is for.</summary>
    [Id(6)]
    public int Role { get; init; }

    /// <summary>Whether atmosphere rises.</summary>
    [Id(7)]
    public bool Riser { get; init; } = true;

    /// <summary>Valence, density, register, brightness, tension, energy.</summary>
    [Id(8)]
    public double[] Mood { get; init; } = [];

    /// <summary>Two numbers for each layer: index and part.</summary>
    [Id(9)]
    public int[] Layers { get; init; } = [];

    /// <summary>What was written ahead for it.</summary>
    [Id(10)]
    public WrittenPartMessage[] Written { get; init; } = [];

    /// <summary>Three numbers for each chord: tick, root, pitch classes.</summary>
    [Id(11)]
    public int[] Chords { get; init; } = [];

    /// <summary>The chords' symbols.</summary>
    [Id(12)]
    public string[] Symbols { get; init; } = [];

    /// <summary>Five numbers for each note: layer, tick, duration, pitch, velocity.</summary>
    [Id(13)]
    public int[] Notes { get; init; } = [];
}
