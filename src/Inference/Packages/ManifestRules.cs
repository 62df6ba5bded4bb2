using System.Text.Json;
using System.Text.RegularExpressions;
using SessionService.Music;

namespace SessionService.Inference.Packages;

/// <summary>What a manifest must say.</summary>
internal static partial class ManifestRules
{
    private static readonly string[] ScoreRoles = ["graph", "tokenizer", "vectors", "vectors-data"];

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

        return manifest.Task switch
        {
            ModelTask.Score => FileFault(manifest, ScoreRoles, Limits.ModelBytes) ?? CacheShapeFault(manifest) ?? ScoreFault(manifest),
            ModelTask.Codec => FileFault(manifest, CodecRules.Roles(manifest), Limits.CodecModelBytes) ?? CacheShapeFault(manifest)
                ?? CodecRules.Fault(manifest),
            _ => $"task '{manifest.Task}'; {ModelTask.Score} or {ModelTask.Codec} was expected.",
        };
    }

    private static string? FileFault(ModelManifest manifest, string[] roles, long most)
    {
        foreach (string role in roles)
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
        return bytes <= most ? null : $"{bytes} bytes; at most {most} are taken.";
    }

    private static string? CacheShapeFault(ModelManifest manifest)
    {
        CacheShape cache = manifest.Cache;
        bool fits = cache.Layers is >= 1 and <= 64 && cache.KeyValueHeads is >= 1 and <= 64 && cache.HeadWidth is >= 1 and <= 256
            && cache.Context is >= 2 and <= Limits.ModelContext;
        return fits ? null : $"a cache of {cache.Layers} layers, {cache.KeyValueHeads} heads of {cache.HeadWidth} and {cache.Context} tokens.";
    }

    private static string? ScoreFault(ModelManifest manifest) =>
        manifest.Sample is not { Temperature: > 0, TopP: > 0 and <= 1 }
            ? "sampling needs a temperature above 0 and a topP above 0 and at most 1."
            : Fault(manifest.Inputs, "rows", "int64", 3) ?? Fault(manifest.Inputs, "lengths", "int64", 1)
                ?? Fault(manifest.Outputs, "scores", "float32", 3) ?? CacheFault(manifest, 2, 1);

    /// <summary>Whether the graph has the past and the new keys and values of each layer, and else as many inputs and outputs as are told.</summary>
    public static string? CacheFault(ModelManifest manifest, int inputs, int outputs)
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

        return manifest.Inputs.Count == inputs + (2 * manifest.Cache.Layers) && manifest.Outputs.Count == outputs + (2 * manifest.Cache.Layers)
            ? null
            : $"inputs or outputs beyond {string.Join(", ", manifest.Inputs.Take(inputs).Concat(manifest.Outputs.Take(outputs)).Select(one => one.Name))} and the cache's.";
    }

    /// <summary>What is wrong with an input or output; null for nothing.</summary>
    public static string? Fault(IReadOnlyList<GraphValue> values, string name, string type, int rank, bool open = false)
    {
        GraphValue? value = values.FirstOrDefault(one => one.Name == name);
        return value is null ? $"'{name}' is not among its inputs and outputs."
            : value.Type != type || value.Shape.Count != rank ? $"'{name}' is {value.Type} of {value.Shape.Count} dimensions; {type} of {rank} was expected."
            : rank >= 3 && !open && value.Shape[^1].ValueKind != JsonValueKind.Number ? $"the last dimension of '{name}' is not a number."
            : null;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex("^[0-9]{1,6}\\.[0-9]{1,6}\\.[0-9]{1,6}$", RegexOptions.NonBacktracking)]
    private static partial Regex SemanticVersion();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$", RegexOptions.NonBacktracking)]
    private static partial Regex PlainName();
}
