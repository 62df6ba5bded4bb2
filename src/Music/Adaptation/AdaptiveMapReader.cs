using System.Text.Json;
using System.Text.Unicode;
using SessionService.Music.Adaptation.Reading;

namespace SessionService.Music.Adaptation;

/// <summary>Reads adaptive maps; <c>docs/adaptive-map.md</c> describes the document.</summary>
public static class AdaptiveMapReader
{
    /// <summary>The only format there is.</summary>
    public const int Format = 1;

    private const int NameLength = 200;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a map and collects every fault in it. Never throws for what the document says.</summary>
    /// <param name="utf8Json">The document as UTF-8 JSON, with or without a byte order mark.</param>
    public static AdaptiveMapResult Read(ReadOnlySpan<byte> utf8Json)
    {
        FaultList faults = new();
        if (utf8Json.Length > Limits.MapBytes)
        {
            faults.Add("", $"found {utf8Json.Length} bytes, expected at most {Limits.MapBytes}");
            return new AdaptiveMapResult(null, faults.ToList());
        }

        ReadOnlySpan<byte> json = utf8Json.StartsWith(ByteOrderMark) ? utf8Json[ByteOrderMark.Length..] : utf8Json;
        using JsonDocument? document = Parse(json, faults);
        if (document is null)
        {
            return new AdaptiveMapResult(null, faults.ToList());
        }

        AdaptiveMap map = ReadRoot(document.RootElement, faults);
        return new AdaptiveMapResult(faults.Any ? null : map, faults.ToList());
    }

    private static JsonDocument? Parse(ReadOnlySpan<byte> json, FaultList faults)
    {
        if (!Utf8.IsValid(json))
        {
            faults.Add("", "found bytes that are not UTF-8, expected JSON in UTF-8");
            return null;
        }

        try
        {
            CheckText(json);
            return JsonDocument.Parse(json.ToArray(), new JsonDocumentOptions { MaxDepth = Limits.JsonDepth });
        }
        catch (JsonException error)
        {
            faults.Add("", $"found text that is not JSON, or nested deeper than {Limits.JsonDepth}: {error.Message}");
        }
        catch (InvalidOperationException)
        {
            faults.Add("", "found half a surrogate pair in an escaped text, expected whole characters");
        }

        return null;
    }

    /// <summary>Reads every text once: half a surrogate pair, which JSON can escape, throws here and not later.</summary>
    private static void CheckText(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = Limits.JsonDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                _ = reader.GetString();
            }
        }
    }

    private static AdaptiveMap ReadRoot(JsonElement root, FaultList faults)
    {
        ObjectReader reader = new(root, "", faults, "a map",
            "$schema", "format", "name", "start", "key", "scenes", "parameters", "transitions", "stingers", "events");
        MapNames names = new(root);
        reader.Text("$schema", NameLength);
        reader.Require("format", $"{Format}");
        reader.Integer("format", Format, Format, Format);
        string tonic = reader.Name("key", Tonics.Names, "a tonic") ?? Tonics.Names[0];
        string? start = reader.RequiredName("start", names.Scenes, "a scene");
        return new AdaptiveMap
        {
            Name = reader.Text("name", NameLength) ?? "",
            Start = start ?? "",
            Scenes = ReadScenes(reader, faults, tonic, names),
            Parameters = ReadParameters(reader, new ParameterReader(faults, names)),
            Transitions = ReadTransitions(reader, new TransitionReader(faults, names)),
            Stingers = ReadStingers(reader, new StingerReader(faults)),
            Events = ReadEvents(reader, new EventReader(faults, names)),
        };
    }

    private static List<SceneDefinition> ReadScenes(ObjectReader reader, FaultList faults, string tonic, MapNames names)
    {
        reader.Require("scenes", "at least one scene by name");
        if (reader.Get("scenes") is { ValueKind: JsonValueKind.Object } && names.Scenes.Count == 0)
        {
            reader.Fault("scenes", "found no scene, expected at least one");
        }

        if (names.Layers.Count > Limits.Layers)
        {
            reader.Fault("scenes", $"found {names.Layers.Count} layers over all scenes, expected at most {Limits.Layers}");
        }

        SceneReader scenes = new(faults);
        return [.. reader.Members("scenes", Limits.Scenes, "scenes")
            .Select(member => scenes.Read(member.Name, member.Element, member.Path, tonic))];
    }

    private static List<ParameterDefinition> ReadParameters(ObjectReader reader, ParameterReader parameters) =>
        [.. reader.Members("parameters", Limits.Parameters, "parameters")
            .Select(member => parameters.Read(member.Name, member.Element, member.Path))];

    private static List<TransitionDefinition> ReadTransitions(ObjectReader reader, TransitionReader transitions) =>
        [.. reader.List("transitions", Limits.Transitions, "transitions")
            .Select(item => transitions.Read(item.Element, item.Path))];

    private static List<StingerDefinition> ReadStingers(ObjectReader reader, StingerReader stingers) =>
        [.. reader.Members("stingers", Limits.Stingers, "stingers")
            .Select(member => stingers.Read(member.Name, member.Element, member.Path))];

    private static List<EventDefinition> ReadEvents(ObjectReader reader, EventReader events) =>
        [.. reader.Members("events", Limits.Events, "events")
            .Select(member => events.Read(member.Name, member.Element, member.Path))];
}
