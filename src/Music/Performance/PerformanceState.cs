using SessionService.Music.Composition;
using SessionService.Music.Time;

namespace SessionService.Music.Performance;

/// <summary>A parameter at the head.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Value at the head.</param>
/// <param name="Target">Where it is going; equal to the value at rest.</param>
/// <param name="Min">Least value.</param>
/// <param name="Max">Greatest value.</param>
public sealed record ParameterStatus(string Name, double Value, double Target, double Min, double Max);

/// <summary>A layer at the head.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Part">Its musical function.</param>
/// <param name="Instrument">Who plays it in this scene; empty where the scene does not have the layer.</param>
/// <param name="Muted">Muted by a command or by the solo of other layers.</param>
/// <param name="Solo">Soloed.</param>
/// <param name="GainDb">Level asked for by command, relative to the map's, dB.</param>
/// <param name="Writer">Who is to write it.</param>
/// <param name="WrittenBy">Model that wrote the bar that sounds; null where the rules did.</param>
public sealed record LayerStatus(
    string Name, Score.Part Part, string Instrument, bool Muted, bool Solo, double GainDb, Score.LayerWriter Writer,
    string? WrittenBy);

/// <summary>Where a performance stands.</summary>
public sealed record PerformanceState
{
    /// <summary>First sample not yet played.</summary>
    public required long Sample { get; init; }

    /// <summary>Bar and beat of that sample.</summary>
    public required Position Position { get; init; }

    /// <summary>Scene that sounds.</summary>
    public required string Scene { get; init; }

    /// <summary>Scene that follows, where a change is pending.</summary>
    public string? NextScene { get; init; }

    /// <summary>Sample at which it begins.</summary>
    public long? NextSceneSample { get; init; }

    /// <summary>Style of the scene.</summary>
    public required string Style { get; init; }

    /// <summary>Key of the scene.</summary>
    public required Key Key { get; init; }

    /// <summary>Tempo at the sample.</summary>
    public required Tempo Tempo { get; init; }

    /// <summary>Metre of the bar.</summary>
    public required Metre Metre { get; init; }

    /// <summary>Parameters in the map's order.</summary>
    public required IReadOnlyList<ParameterStatus> Parameters { get; init; }

    /// <summary>Layers in order of index, the stingers' last.</summary>
    public required IReadOnlyList<LayerStatus> Layers { get; init; }
}
