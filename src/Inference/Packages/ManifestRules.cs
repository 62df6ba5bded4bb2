using System.Text.Json;
using System.Text.RegularExpressions;
using SessionService.Music;

namespace SessionService.Inference.Packages;

/// <summary>What a manifest must say.</summary>
internal static partial class ManifestRules
{
    private static readonly string[] Roles = ["graph", "tokenizer", "vectors", "vectors-data"];

    /// <exception cref="PackageException">It does not.</exception>
    public static void Require(string folder, ModelManifest manifest, PackageTrust trust)
    {
        if (Fault(manifest, trust) is { } fault)
        {
            throw new PackageException(folder, fault);
        }
    }

    private static string? Fault(ModelManifest manifest, PackageTrust trust)
    {
        if (manifest.Format != ModelManifest.KnownFormat)
        {
            return $"format {manifest.Format}; {ModelManifest.KnownFormat} is known.";
        }

        if (!Name().IsMatch(manifest.Name) || !SemanticVersion().IsMatch(manifest.Version))
        {
            return $"name '{manifest.Name}' and version '{manifest.Version}'; a–z, 0–9 and hyphen, and a version such as 1.0.0 were expected.";
        }

        if (trust.Allowed is { } allowed && !allowed.Contains(manifest.Name) && !allowed.Contains($"{manifest.Name}@{manifest.Version}"))
        {
            return $"{manifest.Name}@{manifest.Version} is not among the models that are allowed.";
        }

        return manifest.Task == "score-lm" ? FileFault(manifest) ?? ShapeFault(manifest) : $"task '{manifest.Task}'; score-lm was expected.";
    }

    private static string? FileFault(ModelManifest manifest)
    {
        foreach (string role in Roles)
        {
            if (manifest.Files.Count(file => file.Role == role) != 1)
            {
                return $"one file of role '{role}' was expected.";
            }
        }

        foreach (PackageFile file in manifest.Files)
        {
            if (!PlainName().IsMatch(file.Path) || manifest.Files.Count(other => other.Path == file.Path) != 1)
            {
                return $"a file named '{file.Path}'; plain names, each once, were expected.";
            }
        }

        long bytes = manifest.Files.Sum(file => Math.Max(0, file.Bytes));
        return bytes <= Limits.ModelBytes ? null : $"{bytes} bytes; at most {Limits.ModelBytes} are taken.";
    }

    private static string? ShapeFault(ModelManifest manifest)
    {
        CacheShape cache = manifest.Cache;
        if (cache.Layers is < 1 or > 64 || cache.KeyValueHeads is < 1 or > 64 || cache.HeadWidth is < 1 or > 256
            || cache.Context is < 2 or > Limits.ModelContext)
        {
            return $"a cache of {cache.Layers} layers, {cache.KeyValueHeads} heads of {cache.HeadWidth} and {cache.Context} tokens.";
        }

        return Fault(manifest.Inputs, "rows", "int64", 3) ?? Fault(manifest.Inputs, "lengths", "int64", 1)
            ?? Fault(manifest.Outputs, "scores", "float32", 3) ?? CacheFault(manifest);
    }

    private static string? CacheFault(ModelManifest manifest)
    {
        for (int layer = 0; layer < manifest.Cache.Layers; layer++)
        {
            foreach (string kind in new[] { "key", "value" })
            {
                string? fault = Fault(manifest.Inputs, $"past_{kind}_{layer}", "float32", 4)
                    ?? Fault(manifest.Outputs, $"new_{kind}_{layer}", "float32", 4);
                if (fault is not null)
                {
                    return fault;
                }
            }
        }

        return manifest.Inputs.Count == 2 + (2 * manifest.Cache.Layers) && manifest.Outputs.Count == 1 + (2 * manifest.Cache.Layers)
            ? null
            : "inputs or outputs beyond rows, lengths, scores and the cache's.";
    }

    private static string? Fault(IReadOnlyList<GraphValue> values, string name, string type, int rank)
    {
        GraphValue? value = values.FirstOrDefault(one => one.Name == name);
        return value is null ? $"'{name}' is not among its inputs and outputs."
            : value.Type != type || value.Shape.Count != rank ? $"'{name}' is {value.Type} of {value.Shape.Count} dimensions; {type} of {rank} was expected."
            : rank >= 3 && value.Shape[^1].ValueKind != JsonValueKind.Number ? $"the last dimension of '{name}' is not a number."
            : null;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex("^[0-9]{1,6}\\.[0-9]{1,6}\\.[0-9]{1,6}$", RegexOptions.NonBacktracking)]
    private static partial Regex SemanticVersion();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$", RegexOptions.NonBacktracking)]
    private static partial Regex PlainName();
}
