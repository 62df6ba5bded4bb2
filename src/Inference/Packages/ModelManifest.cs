using System.Text.Json.Serialization;

namespace SessionService.Inference.Packages;

/// <summary>What <c>model.json</c> says; the format is described in docs/models.md. Fields a host does not read are left out.</summary>
public sealed record ModelManifest
{
    /// <summary>The format this host reads.</summary>
    public const int KnownFormat = 1;

    /// <summary>Version of the format.</summary>
    public required int Format { get; init; }

    /// <summary>Name, of <c>a–z 0–9 -</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Semantic version; with the name it stands for the package for good.</summary>
    public required string Version { get; init; }

    /// <summary>What it does: <see cref="ModelTask.Score"/> or <see cref="ModelTask.Codec"/>.</summary>
    public required string Task { get; init; }

    /// <summary>Files a host reads.</summary>
    public required IReadOnlyList<PackageFile> Files { get; init; }

    /// <summary>Inputs of the graph.</summary>
    public required IReadOnlyList<GraphValue> Inputs { get; init; }

    /// <summary>Outputs of the graph.</summary>
    public required IReadOnlyList<GraphValue> Outputs { get; init; }

    /// <summary>Memory of what was read.</summary>
    public required CacheShape Cache { get; init; }

    /// <summary>Weights.</summary>
    public required long Parameters { get; init; }

    /// <summary>How to sample where a style says nothing else.</summary>
    public required SampleDefaults Sample { get; init; }

    /// <summary>The filter that keeps melodies from quoting; null without one.</summary>
    public MelodyFilterInfo? MelodyFilter { get; init; }

    /// <summary>Frames and codes of an audio-token model; null for other tasks.</summary>
    public CodecShape? Codec { get; init; }

    /// <summary>Inputs and outputs of the graph that makes sound of codes; null for other tasks.</summary>
    public GraphPorts? Decoder { get; init; }

    /// <summary>Inputs and outputs of the graph that writes the codes of a frame one after the other; null where there is none.</summary>
    public GraphPorts? Depth { get; init; }

    /// <summary>Runtime it needs.</summary>
    public required RuntimeNeed MinimumRuntime { get; init; }

    /// <summary>Licence of the weights.</summary>
    public required LicenceInfo Licence { get; init; }

    /// <summary>Lines that go with every copy.</summary>
    public required IReadOnlyList<string> Attribution { get; init; }

    /// <summary>The file of a role.</summary>
    /// <returns>Its name; null where there is none.</returns>
    public string? FileOf(string role) => Files.FirstOrDefault(file => string.Equals(file.Role, role, StringComparison.Ordinal))?.Path;
}

/// <summary>A file of a package.</summary>
/// <param name="Path">Its name, without folders.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its hash in lower-case hex.</param>
public sealed record PackageFile(string Path, string Role, long Bytes, string Sha256);

/// <summary>An input or output of a graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type"><c>int64</c> or <c>float32</c>.</param>
/// <param name="Shape">Numbers, or symbols for what differs from call to call.</param>
public sealed record GraphValue(string Name, string Type, IReadOnlyList<System.Text.Json.JsonElement> Shape);

/// <summary>Inputs and outputs of a further graph.</summary>
/// <param name="Inputs">Inputs.</param>
/// <param name="Outputs">Outputs.</param>
public sealed record GraphPorts(IReadOnlyList<GraphValue> Inputs, IReadOnlyList<GraphValue> Outputs);

/// <summary>Keys and values that a sequence leaves behind.</summary>
/// <param name="Layers">Layers.</param>
/// <param name="KeyValueHeads">Heads of each layer.</param>
/// <param name="HeadWidth">Numbers of each head.</param>
/// <param name="Context">Longest sequence in tokens.</param>
public sealed record CacheShape(int Layers, int KeyValueHeads, int HeadWidth, int Context);

/// <summary>Settings of sampling.</summary>
/// <param name="Temperature">Above 0.</param>
/// <param name="TopP">Share of the probability drawn from, above 0 to 1; a score model's.</param>
/// <param name="StrongBeatChordShare">How often melodies are held to the chord on strong beats, 0 to 1.</param>
/// <param name="MelodyLeapSemitones">Largest leap.</param>
/// <param name="LongestTrainingMatchNotes">Notes in a row that may agree with a training melody.</param>
/// <param name="MelodyRepeatPenalty">Off the score of the melody's latest pitch; 0 leaves it.</param>
/// <param name="TopK">Codes drawn from, the likeliest; an audio-token model's.</param>
/// <param name="Guidance">How far scores go from those without a style through those with it; 1 does without the former.</param>
public sealed record SampleDefaults(
    double Temperature, double TopP = 0, double StrongBeatChordShare = 0, int MelodyLeapSemitones = 0, int LongestTrainingMatchNotes = 0,
    double MelodyRepeatPenalty = 0, int TopK = 0, double Guidance = 1);

/// <summary>A Bloom filter of the shapes of training melodies.</summary>
/// <param name="File">Its file.</param>
/// <param name="Notes">Notes of a shape.</param>
/// <param name="Bits">Bits of the filter.</param>
/// <param name="Hashes">Bits of a shape.</param>
public sealed record MelodyFilterInfo(string File, int Notes, long Bits, int Hashes);

/// <summary>Oldest version of the runtime.</summary>
/// <param name="OnnxRuntime">Of ONNX Runtime.</param>
public sealed record RuntimeNeed([property: JsonPropertyName("onnxruntime")] string OnnxRuntime);

/// <summary>Licence.</summary>
/// <param name="Weights">Its short name.</param>
/// <param name="Note">What else is to be known.</param>
public sealed record LicenceInfo(string Weights, string? Note = null);
