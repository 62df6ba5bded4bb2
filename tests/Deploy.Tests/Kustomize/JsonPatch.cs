using System.Globalization;
using System.Text.Json.Nodes;
using SessionService.Deploy.Tests.Yaml;

namespace SessionService.Deploy.Tests.Kustomize;

/// <summary>Operations after RFC 6902 with pointers after RFC 6901: add, replace, remove and test.</summary>
internal static class JsonPatch
{
    /// <summary>Applies operations in their order.</summary>
    /// <exception cref="InvalidDataException">A place is not there, or a test fails.</exception>
    public static void Apply(JsonObject tree, JsonArray operations)
    {
        foreach (JsonNode operation in operations.OfType<JsonNode>())
        {
            string path = operation.Text("path")!;
            string[] steps = [.. path.Split('/').Skip(1).Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
            JsonNode parent = tree.At(steps[..^1]) ?? throw new InvalidDataException($"{path}: no such place");
            Do(operation.Text("op")!, parent, steps[^1], operation.At("value"), path);
        }
    }

    private static void Do(string operation, JsonNode parent, string step, JsonNode? value, string path)
    {
        bool there = parent.At(step) is not null;
        if (operation != "add" && !there)
        {
            throw new InvalidDataException($"{path}: nothing to {operation}");
        }

        switch (operation, parent)
        {
            case ("add" or "replace", JsonObject map):
                map[step] = value?.DeepClone();
                break;
            case ("add", JsonArray list):
                list.Insert(step == "-" ? list.Count : int.Parse(step, CultureInfo.InvariantCulture), value?.DeepClone());
                break;
            case ("replace", JsonArray list):
                list[int.Parse(step, CultureInfo.InvariantCulture)] = value?.DeepClone();
                break;
            case ("remove", JsonObject map):
                map.Remove(step);
                break;
            case ("remove", JsonArray list):
                list.RemoveAt(int.Parse(step, CultureInfo.InvariantCulture));
                break;
            case ("test", _) when JsonNode.DeepEquals(parent.At(step), value):
                break;
            default:
                throw new InvalidDataException($"{path}: {operation} does not hold");
        }
    }
}
