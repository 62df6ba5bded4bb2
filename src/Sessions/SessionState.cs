namespace SessionService.Sessions;

/// <summary>A parameter as it stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Value now.</param>
/// <param name="Target">Where it is going; equal to the value at rest.</param>
/// <param name="Min">Least value.</param>
/// <param name="Max">Greatest value.</param>
public sealed record ParameterState(string Name, double Value, double Target, double Min, double Max);

/// <summary>A layer as it stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Part">Its musical function.</param>
/// <param name="Instrument">The instrument that plays it in this scene; empty where the scene does not use it.</param>
/// <param name="Muted">Muted by a command or by another layer's solo.</param>
/// <param name="Solo">Soloed.</param>
/// <param name="GainDb">Level relative to the map's, dB.</param>
/// <param name="Writer">Who is to write it: <c>rules</c> or <c>model</c>.</param>
/// <param name="WrittenBy">Name and version of the model that wrote the bar that sounds; null where the rules did.</param>
public sealed record LayerState(
    string Name, string Part, string Instrument, bool Muted, bool Solo, double GainDb, string Writer, string? WrittenBy);

/// <summary>Everything a page may want to show of a session, at <see cref="Sample"/>.</summary>
public sealed record SessionState
{
    /// <summary>Id of the session.</summary>
    public required string Session { get; init; }

    /// <summary>Project, or null for an inline map.</summary>
    public string? Project { get; init; }

    /// <summary>Version of the project that plays; 0 for an inline map.</summary>
    public required int Version { get; init; }

    /// <summary>Seed, as decimal text: JavaScript numbers cannot hold 64 bits.</summary>
    public required string Seed { get; init; }

    /// <summary>First sample not yet rendered.</summary>
    public required long Sample { get; init; }

    /// <summary>Bar of that sample, from 1.</summary>
    public required int Bar { get; init; }

    /// <summary>Beat of that sample, from 1.</summary>
    public required double Beat { get; init; }

    /// <summary>Whether it plays (somebody listens) or waits.</summary>
    public required bool Playing { get; init; }

    /// <summary>Scene that sounds.</summary>
    public required string Scene { get; init; }

    /// <summary>Scene that will follow, where a change is pending.</summary>
    public string? NextScene { get; init; }

    /// <summary>Sample of that change.</summary>
    public long? NextSceneSample { get; init; }

    /// <summary>Style of the scene.</summary>
    public required string Style { get; init; }

    /// <summary>Key, such as <c>D dorian</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Quarter notes a minute.</summary>
    public required double Bpm { get; init; }

    /// <summary>Metre, such as <c>4/4</c>.</summary>
    public required string Metre { get; init; }

    /// <summary>Parameters in the map's order.</summary>
    public required IReadOnlyList<ParameterState> Parameters { get; init; }

    /// <summary>Layers in order of index.</summary>
    public required IReadOnlyList<LayerState> Layers { get; init; }

    /// <summary>Sequence number of the last log entry.</summary>
    public required long LogSequence { get; init; }

    /// <summary>Whether the session is closed.</summary>
    public bool Closed { get; init; }
}
