using System.Text.Json;

namespace SessionService.Music.Adaptation.Reading;

/// <summary>The names a document defines, gathered before it is read, so that references may point forward.</summary>
internal sealed class MapNames
{
    public MapNames(JsonElement root)
    {
        Scenes = Keys(root, "scenes");
        Parameters = Keys(root, "parameters");
        Stingers = Keys(root, "stingers");
        List<string> layers = [];
        if (Member(root, "scenes") is { ValueKind: JsonValueKind.Object } scenes)
        {
            foreach (JsonProperty scene in scenes.EnumerateObject())
            {
                layers.AddRange(Keys(scene.Value, "layers"));
            }
        }

        Layers = [.. layers.Distinct(StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> Scenes { get; }

    public IReadOnlyList<string> Parameters { get; }

    public IReadOnlyList<string> Stingers { get; }

    public IReadOnlyList<string> Layers { get; }

    /// <summary>The layers a command or an action may name.</summary>
    public IReadOnlyList<string> ControllableLayers => [.. Layers, Performance.Repertoire.StingerLayerName];

    private static IReadOnlyList<string> Keys(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Object } member
            ? [.. member.EnumerateObject().Select(property => property.Name).Distinct(StringComparer.Ordinal)]
            : [];

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : null;
}
