using System.Text.Json.Nodes;
using SessionService.Deploy.Tests.Yaml;

namespace SessionService.Deploy.Tests.Kustomize;

/// <summary>
/// Kubernetes' strategic merge: maps are merged, null removes, and the lists below are merged by the key that tells their entries
/// apart; any other list is replaced. `$patch: delete` removes.
/// </summary>
internal static class StrategicMerge
{
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["containers"] = "name",
        ["initContainers"] = "name",
        ["env"] = "name",
        ["volumes"] = "name",
        ["volumeMounts"] = "mountPath",
        ["imagePullSecrets"] = "name",
        ["topologySpreadConstraints"] = "topologyKey",
    };

    /// <summary>Merges a patch into an object.</summary>
    public static void Apply(JsonObject target, JsonObject patch)
    {
        if (patch.Text("$patch") == "delete")
        {
            target.Clear();
            return;
        }

        foreach ((string key, JsonNode? value) in patch)
        {
            Merge(target, key, value, Keys.GetValueOrDefault(key) ?? PortKey(key, patch));
        }
    }

    private static void Merge(JsonObject target, string key, JsonNode? value, string? listKey)
    {
        switch (value, target[key])
        {
            case (null, _):
                target.Remove(key);
                break;
            case (JsonObject map, JsonObject old) when map.Text("$patch") == "delete":
                target.Remove(key);
                break;
            case (JsonObject map, JsonObject old):
                Apply(old, map);
                break;
            case (JsonArray list, JsonArray old) when listKey is not null:
                target[key] = MergeList(old, list, listKey);
                break;
            case (JsonObject map, _):
                var made = new JsonObject();
                Apply(made, map);
                target[key] = made;
                break;
            default:
                target[key] = value.DeepClone();
                break;
        }
    }

    // The entries of the patch come first, in its order: that is what kustomize does.
    private static JsonArray MergeList(JsonArray old, JsonArray patch, string key)
    {
        List<JsonNode> rest = [.. old.OfType<JsonNode>().Select(n => n.DeepClone())];
        List<JsonNode> named = [];
        foreach (JsonObject entry in patch.OfType<JsonObject>())
        {
            JsonNode? there = rest.Find(n => n.Text(key) == entry.Text(key));
            rest.RemoveAll(n => ReferenceEquals(n, there));
            if (entry.Text("$patch") != "delete")
            {
                JsonObject merged = there as JsonObject ?? [];
                Apply(merged, entry);
                named.Add(merged);
            }
        }

        return [.. named, .. rest];
    }

    private static string? PortKey(string key, JsonObject holder) =>
        key != "ports" ? null : holder["image"] is not null || holder["name"] is not null ? "containerPort" : "port";
}
