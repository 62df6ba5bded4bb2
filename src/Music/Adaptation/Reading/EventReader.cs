using System.Text.Json;

namespace SessionService.Music.Adaptation.Reading;

/// <summary>Reads events and their conditions.</summary>
internal sealed class EventReader(FaultList faults, MapNames names)
{
    private const int MostConditions = 8;
    private const double Largest = 1e9;

    private readonly ActionReader actions = new(faults, names);

    public EventDefinition Read(string name, JsonElement element, string path)
    {
        ObjectReader reader = new(element, path, faults, "an event", "do", "if", "cooldown_ms");
        reader.Require("do", "a list of actions");
        List<MapAction> found = [];
        foreach ((JsonElement item, string at) in reader.List("do", Limits.ActionsPerEvent, "actions"))
        {
            if (actions.Read(item, at) is { } action)
            {
                found.Add(action);
            }
        }

        if (reader.Get("do") is { ValueKind: JsonValueKind.Array } given && given.GetArrayLength() == 0)
        {
            reader.Fault("do", "found no action, expected at least one");
        }

        return new EventDefinition(
            name, found, ReadConditions(reader), reader.Integer("cooldown_ms", 0, Limits.LongestSpanMs, 0));
    }

    private List<MapCondition> ReadConditions(ObjectReader reader)
    {
        if (reader.Get("if") is not { } element)
        {
            return [];
        }

        return element.ValueKind == JsonValueKind.Array
            ? [.. reader.List("if", MostConditions, "conditions").Select(item => ReadCondition(item.Element, item.Path))]
            : [ReadCondition(element, reader.At("if"))];
    }

    private MapCondition ReadCondition(JsonElement element, string path)
    {
        ObjectReader reader = new(element, path, faults, "a condition",
            "scene", "not_scene", "parameter", "above", "below", "value_above", "value_below");
        string? parameter = reader.Name("parameter", names.Parameters, "a parameter");
        bool compares = reader.Has("above") || reader.Has("below");
        if (compares != reader.Has("parameter"))
        {
            faults.Add(path, compares
                ? "found \"above\" or \"below\" without \"parameter\", expected the parameter they compare"
                : "found \"parameter\" without \"above\" or \"below\", expected a bound to compare it with");
        }

        if (element.ValueKind == JsonValueKind.Object && !element.EnumerateObject().Any())
        {
            faults.Add(path, "found an empty condition, expected scene, not_scene, parameter, value_above or value_below");
        }

        return new MapCondition(
            Scenes(reader, "scene"), Scenes(reader, "not_scene"), parameter,
            reader.OptionalNumber("above", -Largest, Largest), reader.OptionalNumber("below", -Largest, Largest),
            reader.OptionalNumber("value_above", -Largest, Largest), reader.OptionalNumber("value_below", -Largest, Largest));
    }

    /// <summary>One scene, or a list of some.</summary>
    private List<string> Scenes(ObjectReader reader, string property)
    {
        if (reader.Get(property) is not { } element)
        {
            return [];
        }

        IEnumerable<(JsonElement, string)> items = element.ValueKind == JsonValueKind.Array
            ? reader.List(property, Limits.Scenes, "scenes")
            : [(element, reader.At(property))];
        List<string> scenes = [];
        foreach ((JsonElement item, string path) in items)
        {
            if (Names.Check(item, path, names.Scenes, "a scene", faults) is { } scene)
            {
                scenes.Add(scene);
            }
        }

        if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 0)
        {
            reader.Fault(property, "found no scene, expected at least one");
        }

        return scenes;
    }
}
