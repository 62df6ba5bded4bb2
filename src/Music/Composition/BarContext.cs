using SessionService.Music.Score;
using SessionService.Music.Time;

namespace SessionService.Music.Composition;

/// <summary>A key: tonic and mode.</summary>
/// <param name="Tonic">Pitch class of the tonic, 0 (C) to 11 (B).</param>
/// <param name="Mode">The mode.</param>
public readonly record struct Key(int Tonic, Mode Mode);

/// <summary>What a bar is for in the form.</summary>
public enum BarRole
{
    /// <summary>An ordinary bar of the scene.</summary>
    Body,

    /// <summary>The last bar before a scene change: prepares it, with a fill.</summary>
    Fill,

    /// <summary>A bar inserted between two scenes: leads from the old key and energy to the new.</summary>
    Bridge,
}

/// <summary>A layer to write for.</summary>
/// <param name="Index">Index of the layer in the session, stable over scenes; notes carry it.</param>
/// <param name="Part">Its musical function.</param>
public readonly record struct LayerContext(int Index, Part Part);

/// <summary>The continuous controls a bar is written under, each 0..1.</summary>
/// <param name="Density">How many notes.</param>
/// <param name="Register">How high.</param>
/// <param name="Brightness">How bright the timbre; read by instruments, and by writers for voicing.</param>
/// <param name="Tension">How dissonant and unresolved.</param>
/// <param name="Energy">How forceful: velocity, fills, groove.</param>
public readonly record struct MusicControls(
    double Density, double Register, double Brightness, double Tension, double Energy);

/// <summary>
/// Everything one bar may depend on. Two equal contexts give equal bars, whatever was written before.
/// </summary>
public sealed record BarContext
{
    /// <summary>The session's seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Name of the style.</summary>
    public required string Style { get; init; }

    /// <summary>Name of the scene; separates material of scenes that share a style.</summary>
    public required string Scene { get; init; }

    /// <summary>Bar of the session, from 0.</summary>
    public required int Bar { get; init; }

    /// <summary>Bar within this visit to the scene, from 0.</summary>
    public required int SceneBar { get; init; }

    /// <summary>Ordinal of this visit among all scene visits of the session, from 0.</summary>
    public required int Section { get; init; }

    /// <summary>Bars per phrase of the scene: 2, 4 or 8.</summary>
    public required int PhraseBars { get; init; }

    /// <summary>Metre of the bar.</summary>
    public required Metre Metre { get; init; }

    /// <summary>Tempo at the start of the bar.</summary>
    public required Tempo Tempo { get; init; }

    /// <summary>Key of the bar.</summary>
    public required Key Key { get; init; }

    /// <summary>Key that follows, where the role is <see cref="BarRole.Fill"/> or <see cref="BarRole.Bridge"/>.</summary>
    public Key? NextKey { get; init; }

    /// <summary>What the bar is for.</summary>
    public BarRole Role { get; init; }

    /// <summary>Whether atmosphere rises towards the change in a fill or bridge.</summary>
    public bool Riser { get; init; } = true;

    /// <summary>Pleasantness of the mood, 0 (dark) to 1 (bright).</summary>
    public double Valence { get; init; } = 0.5;

    /// <summary>Controls at the start of the bar.</summary>
    public required MusicControls Controls { get; init; }

    /// <summary>The layers to write for, in order of index.</summary>
    public required IReadOnlyList<LayerContext> Layers { get; init; }

    /// <summary>
    /// What was written ahead for this bar; a layer plays what is here where its <see cref="WrittenPart.Outline"/> is the bar's.
    /// </summary>
    public IReadOnlyList<WrittenPart> Written { get; init; } = [];
}
