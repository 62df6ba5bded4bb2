using System.Text.Json;
using SessionService.Music;
using SessionService.Music.Time;

namespace SessionService.Inference.Packages;

/// <summary>What the manifest of an audio-token model must say beside what all say.</summary>
internal static class CodecRules
{
    // Longer ones would make a bar's first sound wait.
    private const int MostDelay = 64;
    private const int MostContext = 256;

    /// <summary>Files it must have.</summary>
    public static string[] Roles(ModelManifest manifest) =>
        ["graph", "decoder", "styles", "vectors", "vectors-data", .. manifest.Depth is null ? Array.Empty<string>() : ["depth"]];

    /// <summary>What is wrong; null for nothing.</summary>
    public static string? Fault(ModelManifest manifest) =>
        manifest.Codec is not { } codec ? "an audio-token model says its frames under 'codec'."
        : manifest.Decoder is not { } decoder ? "an audio-token model names the inputs and outputs of its decoder."
        : manifest.Sample is not { Temperature: > 0, TopK: > 0, Guidance: >= 1 and <= 100 }
            ? "sampling needs a temperature above 0, a topK of 1 or more and a guidance from 1 to 100."
        : ShapeFault(codec) ?? GraphFault(manifest, codec) ?? DecoderFault(decoder) ?? DepthFault(manifest, codec);

    private static string? ShapeFault(CodecShape codec)
    {
        bool fits = codec.Codebooks is >= 1 and <= Limits.Codebooks && codec.CodebookSize is >= 2 and <= Limits.CodebookSize
            && codec.None >= 0 && codec.Channels is 1 or 2 && codec.StyleWidth is >= 1 and <= Limits.ModelContext
            && codec.SampleRate is >= 8_000 and <= 192_000 && codec.SamplesPerFrame is >= 16 and <= 192_000
            && codec.DecoderLeft is >= 0 and <= MostContext && codec.DecoderRight is >= 0 and <= MostContext;
        return !fits ? "'codec' has a number that is out of its range."
            : codec.Delays.Count != codec.Codebooks || codec.Delays.Min() != 0 || codec.Delays.Max() > MostDelay
                ? $"delays of {codec.Delays.Count} codebooks; {codec.Codebooks} were expected, from 0 to at most {MostDelay}."
            : codec.SamplesPerFrame * (long)MusicalTime.SampleRate % codec.SampleRate != 0
                ? $"a frame of {codec.SamplesPerFrame} samples at {codec.SampleRate} Hz, which is no whole number of samples at {MusicalTime.SampleRate} Hz."
            : null;
    }

    private static string? GraphFault(ModelManifest manifest, CodecShape codec) =>
        ManifestRules.Fault(manifest.Inputs, "codes", "int64", 3) ?? ManifestRules.Fault(manifest.Inputs, "style", "float32", 2)
        ?? ManifestRules.Fault(manifest.Inputs, "lengths", "int64", 1)
        ?? ManifestRules.Fault(manifest.Outputs, manifest.Depth is null ? "scores" : "hidden", "float32", manifest.Depth is null ? 4 : 3)
        ?? Last(manifest.Inputs, "codes", codec.Codebooks) ?? Last(manifest.Inputs, "style", codec.StyleWidth)
        ?? (manifest.Depth is null ? Last(manifest.Outputs, "scores", codec.CodebookSize) : null) ?? ManifestRules.CacheFault(manifest, 3, 1);

    private static string? DecoderFault(GraphPorts decoder) =>
        ManifestRules.Fault(decoder.Inputs, "codes", "int64", 3, open: true) ?? ManifestRules.Fault(decoder.Outputs, "audio", "float32", 3, open: true);

    private static string? DepthFault(ModelManifest manifest, CodecShape codec) => manifest.Depth is not { } depth ? null
        : codec.LongestDelay > 0 ? "codes that are written one after the other have no delays."
        : ManifestRules.Fault(depth.Inputs, "hidden", "float32", 2) ?? ManifestRules.Fault(depth.Inputs, "codes", "int64", 2)
            ?? ManifestRules.Fault(depth.Inputs, "book", "int64", 1) ?? ManifestRules.Fault(depth.Outputs, "scores", "float32", 2)
            ?? Last(depth.Inputs, "codes", codec.Codebooks) ?? Last(depth.Outputs, "scores", codec.CodebookSize)
            ?? (Width(depth.Inputs, "hidden") == Width(manifest.Outputs, "hidden") ? null : "'hidden' is of two widths.");

    private static string? Last(IReadOnlyList<GraphValue> values, string name, int expected) =>
        Width(values, name) == expected ? null : $"the last dimension of '{name}' is not {expected}.";

    private static int Width(IReadOnlyList<GraphValue> values, string name) =>
        values.First(one => one.Name == name).Shape[^1] is { ValueKind: JsonValueKind.Number } last && last.TryGetInt32(out int width) ? width : -1;
}
