using System.Text.Json;
using SessionService.Music.Performance;

namespace SessionService.Music.Adaptation.Reading;

/// <summary>Reads the actions of events. Each is an object with one verb and what belongs to it.</summary>
internal sealed class ActionReader(FaultList faults, MapNames names)
{
    private const double Largest = 1e9;
    private const int LongestBeats = 1_024;
    private const int LongestBars = 256;

    private static readonly string[] Verbs = ["scene", "set", "stinger", "mute", "unmute", "solo", "unsolo", "level"];

    public MapAction? Read(JsonElement element, string path)
    {
        string[] found = element.ValueKind == JsonValueKind.Object
            ? [.. Verbs.Where(verb => element.TryGetProperty(verb, out _))]
            : [];
        if (found.Length != 1)
        {
            string what = found.Length > 1 ? $"found the verbs {NearestName.List(found)} together"
                : element.ValueKind == JsonValueKind.Object ? NoVerb(element) : $"found {Found.Describe(element)}";
            faults.Add(path, $"{what}, expected an object with one of {NearestName.List(Verbs)}");
            return null;
        }

        return found[0] switch
        {
            "scene" => ReadScene(element, path),
            "set" => ReadSet(element, path),
            "stinger" => ReadStinger(element, path),
            _ => ReadLayer(found[0], element, path),
        };
    }

    private static string NoVerb(JsonElement element)
    {
        List<string> keys = [.. element.EnumerateObject().Select(property => property.Name).Take(5)];
        string? meant = keys.Select(key => NearestName.Find(key, Verbs)).FirstOrDefault(name => name is not null);
        string suggestion = meant is null ? "" : $" (did you mean {NearestName.Quote(meant)}?)";
        return keys.Count == 0 ? "found an empty object" : $"found {string.Join(", ", keys.Select(NearestName.Quote))}{suggestion}";
    }

    private SceneAction? ReadScene(JsonElement element, string path)
    {
        ObjectReader reader = new(element, path, faults, "a scene action", "scene", "sync");
        string? scene = reader.Name("scene", names.Scenes, "a scene");
        SyncPoint? sync = reader.Has("sync") ? reader.Choice("sync", SyncPoint.Bar, "a sync point") : null;
        return scene is null ? null : new SceneAction(scene, sync);
    }

    private StingerAction? ReadStinger(JsonElement element, string path)
    {
        ObjectReader reader = new(element, path, faults, "a stinger action", "stinger", "sync");
        string? stinger = reader.Name("stinger", names.Stingers, "a stinger");
        SyncPoint? sync = reader.Has("sync") ? reader.Choice("sync", SyncPoint.Beat, "a sync point") : null;
        return stinger is null ? null : new StingerAction(stinger, sync);
    }

    private LayerAction? ReadLayer(string verb, JsonElement element, string path)
    {
        string[] allowed = verb == "level" ? [verb, "db"] : [verb];
        ObjectReader reader = new(element, path, faults, $"a {verb} action", allowed);
        string? layer = reader.Name(verb, names.ControllableLayers, "a layer");
        double? db = verb == "level" ? reader.RequiredNumber("db", -60, 12) : null;
        if (layer is null)
        {
            return null;
        }

        bool? mute = verb switch { "mute" => true, "unmute" => false, _ => null };
        bool? solo = verb switch { "solo" => true, "unsolo" => false, _ => null };
        return new LayerAction(layer, mute, solo, db);
    }

    private SetAction? ReadSet(JsonElement element, string path)
    {
        ObjectReader reader = new(element, path, faults, "a set action", "set", "to", "scale", "offset", "over");
        string? parameter = reader.Name("set", names.Parameters, "a parameter");
        bool fromValue = reader.Get("to") is { ValueKind: JsonValueKind.String } text && text.GetString() == "value";
        double? to = null;
        if (reader.Require("to", "a number, or \"value\" for the event's value") is { } target && !fromValue)
        {
            if (target.ValueKind == JsonValueKind.Number)
            {
                to = reader.Number("to", -Largest, Largest, 0);
            }
            else
            {
                reader.Fault("to", $"found {Found.Describe(target)}, expected a number, or \"value\" for the event's value");
            }
        }

        if (!fromValue && reader.Has("to") && (reader.Has("scale") || reader.Has("offset")))
        {
            faults.Add(path, "found \"scale\" or \"offset\" beside a fixed \"to\", expected \"to\": \"value\" with them");
        }

        double scale = reader.Number("scale", -Largest, Largest, 1);
        double offset = reader.Number("offset", -Largest, Largest, 0);
        (double? over, RampUnit unit) = ReadOver(reader);
        return parameter is null ? null : new SetAction(parameter, to, scale, offset, over, unit);
    }

    private (double? Over, RampUnit Unit) ReadOver(ObjectReader action)
    {
        if (action.Get("over") is not { } element)
        {
            return (null, RampUnit.Ms);
        }

        ObjectReader reader = new(element, action.At("over"), faults, "a length", "ms", "beats", "bars");
        int given = (reader.Has("ms") ? 1 : 0) + (reader.Has("beats") ? 1 : 0) + (reader.Has("bars") ? 1 : 0);
        if (reader.IsObject && given != 1)
        {
            action.Fault("over", $"found {given} units, expected one of ms, beats, bars");
        }

        double? ms = reader.OptionalNumber("ms", 0, Limits.LongestSpanMs);
        double? beats = reader.OptionalNumber("beats", 0, LongestBeats);
        double? bars = reader.OptionalNumber("bars", 0, LongestBars);
        return beats is not null ? (beats, RampUnit.Beats) : bars is not null ? (bars, RampUnit.Bars) : (ms, RampUnit.Ms);
    }
}
