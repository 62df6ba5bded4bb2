using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Time;

namespace SessionService.Music.Adaptation;

/// <summary>The controls a scene has before parameters move them, each 0..1.</summary>
/// <param name="Valence">Dark (0) to bright (1).</param>
/// <param name="Energy">Gentle to forceful.</param>
/// <param name="Tension">At rest to unresolved.</param>
/// <param name="Density">Few notes to many.</param>
/// <param name="Register">Low to high.</param>
/// <param name="Brightness">Dull to bright timbre.</param>
public sealed record Mood(
    double Valence, double Energy, double Tension, double Density, double Register, double Brightness);

/// <summary>A layer of a scene.</summary>
/// <param name="Name">Its name; the same in every scene that has the layer.</param>
/// <param name="Part">Its musical function.</param>
/// <param name="GainDb">Level on top of the style's, −60 to +12 dB.</param>
/// <param name="Instrument">Who plays it; null for the style's choice.</param>
/// <param name="Writer">Who is to write it; null for the style's choice.</param>
public sealed record LayerDefinition(string Name, Part Part, double GainDb, string? Instrument, LayerWriter? Writer = null);

/// <summary>A musical state.</summary>
public sealed record SceneDefinition
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Name of its style.</summary>
    public required string Style { get; init; }

    /// <summary>Its key.</summary>
    public required Key Key { get; init; }

    /// <summary>Its tempo before parameters drive it.</summary>
    public required Tempo Tempo { get; init; }

    /// <summary>Its metre.</summary>
    public required Metre Metre { get; init; }

    /// <summary>Bars per phrase: 2, 4 or 8.</summary>
    public required int PhraseBars { get; init; }

    /// <summary>Its mood.</summary>
    public required Mood Mood { get; init; }

    /// <summary>Its layers, at least one.</summary>
    public required IReadOnlyList<LayerDefinition> Layers { get; init; }

    /// <summary>Words for its entry, for those who cannot hear it.</summary>
    public required string Caption { get; init; }
}
