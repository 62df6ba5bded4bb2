using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SessionService.Deploy.Tests.Yaml;

namespace SessionService.Deploy.Tests.Kustomize;

/// <summary>Patches of a kustomization: strategic merges, and lists of operations after RFC 6902.</summary>
internal static class Patches
{
    /// <summary>Applies one entry of `patches`.</summary>
    /// <param name="entry">With `path` or `patch`, and perhaps a `target`.</param>
    /// <param name="folder">Where paths start.</param>
    /// <param name="resources">What may be changed; an object that is deleted is left empty.</param>
    /// <exception cref="InvalidDataException">It fits no object.</exception>
    public static void Apply(JsonObject entry, string folder, IReadOnlyList<Resource> resources)
    {
        string text = entry.Text("patch") ?? File.ReadAllText(Path.Combine(folder, entry.Text("path")!));
        foreach (JsonNode patch in YamlReader.Read(text))
        {
            List<Resource> targets = [.. resources.Where(r => r.Tree.Count > 0 && Fits(r, entry.At("target"), patch))];
            if (targets.Count == 0)
            {
                throw new InvalidDataException($"{folder}: no object for the patch {entry.ToJsonString()}");
            }

            foreach (Resource target in targets)
            {
                if (patch is JsonArray operations)
                {
                    JsonPatch.Apply(target.Tree, operations);
                }
                else
                {
                    StrategicMerge.Apply(target.Tree, (JsonObject)patch);
                }
            }
        }
    }

    private static bool Fits(Resource resource, JsonNode? target, JsonNode patch)
    {
        if (target is null)
        {
            return resource.Kind == patch.Text("kind") && resource.Name == patch.Text("metadata", "name")
                && resource.ApiVersion == patch.Text("apiVersion");
        }

        return Matches(target.Text("kind"), resource.Kind) && Matches(target.Text("name"), resource.Name)
            && target.AsObject().All(p => p.Key is "kind" or "name");
    }

    private static bool Matches(string? pattern, string value) =>
        pattern is null || Regex.IsMatch(value, $"^(?:{pattern})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
