using System.Globalization;
using System.Text;
using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Styles;

namespace SessionService.Listen.Playing;

/// <summary>A map of one scene that shows a style: all its parts, and one parameter that goes through everything.</summary>
public static class StyleMap
{
    // The mode in which a listener would expect the style; major for the rest.
    private static readonly Dictionary<string, Mode> AtHome = new(StringComparer.Ordinal)
    {
        ["ambient"] = Mode.Lydian,
        ["cinematic"] = Mode.Minor,
        ["drum-and-bass"] = Mode.Minor,
        ["funk"] = Mode.Dorian,
        ["house"] = Mode.Minor,
        ["lo-fi"] = Mode.Dorian,
        ["orchestral-tension"] = Mode.HarmonicMinor,
        ["synthwave"] = Mode.Minor,
    };

    /// <summary>The map.</summary>
    /// <param name="style">The style.</param>
    /// <param name="intensity">Default of the parameter <c>intensity</c>, 0..1: it drives force, notes, brightness and unrest.</param>
    /// <param name="mode">Mode of the scene; null for one the style is at home in.</param>
    public static AdaptiveMap Of(Style style, double intensity, Mode? mode = null)
    {
        string layers = string.Join(", ", Enum.GetValues<Part>().Where(style.Instruments.ContainsKey)
            .Select(part => Text($"\"{Name(part)}\": {{ \"part\": \"{Name(part)}\" }}")));
        string json = $$"""
            { "format": 1, "name": "{{style.Name}}", "key": "{{TonicOf(style)}}", "start": "main",
              "scenes": { "main": {
                "style": "{{style.Name}}", "mode": "{{Name(mode ?? ModeOf(style))}}",
                "mood": { "valence": 0.5, "energy": 0.5, "tension": 0.4, "density": 0.5, "register": 0.5, "brightness": 0.5 },
                "layers": { {{layers}} } } },
              "parameters": { "intensity": { "min": 0, "max": 1, "default": {{Text($"{intensity:0.###}")}}, "drives": [
                { "target": "energy", "from": -0.5, "to": 0.5 },
                { "target": "density", "from": -0.4, "to": 0.4 },
                { "target": "brightness", "from": -0.35, "to": 0.35 },
                { "target": "tension", "from": -0.3, "to": 0.3 } ] } } }
            """;
        AdaptiveMapResult result = AdaptiveMapReader.Read(Encoding.UTF8.GetBytes(json));
        return result.Map ?? throw new InvalidOperationException(
            $"The map of style '{style.Name}' is wrong: {string.Join("; ", result.Faults.Select(f => $"{f.Path}: {f.Message}"))}");
    }

    /// <summary>A mode the style is at home in.</summary>
    /// <param name="style">The style.</param>
    public static Mode ModeOf(Style style) => AtHome.GetValueOrDefault(style.Name, Mode.Major);

    // A key of its own for each style, so that no figure holds for one key alone.
    private static string TonicOf(Style style)
    {
        string[] tonics = ["C", "G", "D", "A", "E", "F", "Bb", "Eb"];
        int index = StyleCatalogue.All.ToList().FindIndex(other => other.Name == style.Name);
        return tonics[Math.Max(0, index) % tonics.Length];
    }

    private static string Name<T>(T value) where T : struct, Enum => SnakeCase(value.ToString());

    private static string SnakeCase(string name)
    {
        StringBuilder text = new();
        foreach (char letter in name)
        {
            text.Append(char.IsUpper(letter) && text.Length > 0 ? "_" : "").Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
