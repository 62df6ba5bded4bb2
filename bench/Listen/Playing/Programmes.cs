using SessionService.Music.Adaptation;
using SessionService.Music.Styles;
using SessionService.Sessions.Offline;

namespace SessionService.Listen.Playing;

/// <summary>What there is to listen to.</summary>
public static class Programmes
{
    private const ulong Seed = 20_260;
    private static readonly double[] Intensities = [0, 0.5, 1];

    /// <summary>Every style at three intensities.</summary>
    public static IEnumerable<Programme> OfStyles() =>
        from style in StyleCatalogue.All
        from intensity in Intensities
        select new Programme(
            FormattableString.Invariant($"{style.Name}-{intensity * 100:000}"), style.Name, style.Name,
            StyleMap.Of(style, intensity), intensity, [], Seed);

    /// <summary>
    /// Every scene of every map in a folder at three intensities, where the map has that parameter, and each map's
    /// recorded visit.
    /// </summary>
    /// <param name="folder">Folder with <c>X.json</c> and, beside it, <c>X.events.jsonl</c>.</param>
    public static IEnumerable<Programme> OfMaps(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            string group = "map-" + Path.GetFileNameWithoutExtension(path);
            AdaptiveMap map = AdaptiveMapReader.Read(File.ReadAllBytes(path)).Map
                ?? throw new InvalidDataException($"{path} is not a map.");
            foreach (SceneDefinition scene in map.Scenes)
            {
                foreach (double intensity in Intensities)
                {
                    yield return new Programme(
                        FormattableString.Invariant($"{group}-{scene.Name}-{intensity * 100:000}"), group, scene.Style,
                        At(map, scene.Name, intensity), intensity, [], Seed);
                }
            }

            string visit = Path.ChangeExtension(path, ".events.jsonl");
            if (File.Exists(visit) && EventsFile.Read(File.ReadLines(visit)).Value is { } commands)
            {
                yield return new Programme(group + "-visit", group, map.Scenes[0].Style, map, null, commands, Seed);
            }
        }
    }

    private static AdaptiveMap At(AdaptiveMap map, string scene, double intensity) => map with
    {
        Start = scene,
        Parameters = [.. map.Parameters.Select(p => p.Name is "intensity" ? p with { Default = p.Min + ((p.Max - p.Min) * intensity) } : p)],
    };
}
