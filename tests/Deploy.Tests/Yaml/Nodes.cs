using System.Text.Json.Nodes;

namespace SessionService.Deploy.Tests.Yaml;

/// <summary>Short ways into trees of JSON.</summary>
internal static class Nodes
{
    /// <summary>What stands at a path of names and indices; null where it breaks off.</summary>
    public static JsonNode? At(this JsonNode? node, params string[] path)
    {
        foreach (string step in path)
        {
            node = node switch
            {
                JsonObject map => map[step],
                JsonArray list when int.TryParse(step, System.Globalization.CultureInfo.InvariantCulture, out int index) && index < list.Count => list[index],
                _ => null,
            };
        }

        return node;
    }

    /// <summary>Text there; null where there is none.</summary>
    public static string? Text(this JsonNode? node, params string[] path) =>
        node.At(path) is JsonValue value ? value.TryGetValue(out string? text) ? text : value.ToJsonString() : null;

    /// <summary>Entries of the list there; none where there is none.</summary>
    public static IEnumerable<JsonNode> List(this JsonNode? node, params string[] path) =>
        (node.At(path) as JsonArray ?? []).OfType<JsonNode>();

    /// <summary>Names and texts of the map there.</summary>
    public static Dictionary<string, string> Map(this JsonNode? node, params string[] path) =>
        (node.At(path) as JsonObject ?? []).ToDictionary(p => p.Key, p => p.Value.Text() ?? "", StringComparer.Ordinal);

    /// <summary>The node and everything below it.</summary>
    public static IEnumerable<JsonNode> All(this JsonNode node)
    {
        yield return node;
        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject map => map.Select(p => p.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (JsonNode child in children.OfType<JsonNode>().SelectMany(All))
        {
            yield return child;
        }
    }
}
