using System.Text.Json;

namespace SessionService.Music.Adaptation.Reading;

/// <summary>Reads parameters and what they drive.</summary>
internal sealed class ParameterReader(FaultList faults, MapNames names)
{
    private const double Largest = 1e9;
    private const string LayerPrefix = "layer:";
    private const int DefaultSmoothingMs = 100;

    private readonly string[] targets =
    [
        .. EnumNames<DriveTarget>.All.Where(name => name != "layer"), .. names.Layers.Select(layer => LayerPrefix + layer),
    ];

    public ParameterDefinition Read(string name, JsonElement element, string path)
    {
        ObjectReader reader = new(element, path, faults, "a parameter", "min", "max", "default", "smoothing_ms", "drives");
        double min = reader.Number("min", -Largest, Largest, 0);
        double max = reader.Number("max", -Largest, Largest, 1);
        if (max <= min)
        {
            faults.Add(path, FormattableString.Invariant($"found min {min} and max {max}, expected max above min"));
            max = min + 1;
        }

        return new ParameterDefinition(
            name, min, max, reader.Number("default", min, max, min),
            reader.Integer("smoothing_ms", 0, Limits.LongestSpanMs, DefaultSmoothingMs),
            [.. reader.List("drives", Limits.DrivesPerParameter, "drives").Select(item => ReadDrive(item.Element, item.Path))]);
    }

    private DriveDefinition ReadDrive(JsonElement element, string path)
    {
        ObjectReader reader = new(element, path, faults, "a drive", "target", "from", "to", "curve", "scene");
        string target = reader.RequiredName("target", targets, "a target") ?? targets[0];
        bool isLayer = target.StartsWith(LayerPrefix, StringComparison.Ordinal);
        DriveTarget kind = isLayer ? DriveTarget.Layer : EnumNames<DriveTarget>.Parse(target);
        (double low, double high) = kind switch
        {
            DriveTarget.Tempo => (0.5, 2),
            DriveTarget.Layer => (0, 2),
            _ => (-1, 1),
        };
        return new DriveDefinition(
            kind, isLayer ? target[LayerPrefix.Length..] : null,
            reader.RequiredNumber("from", low, high), reader.RequiredNumber("to", low, high),
            reader.Choice("curve", DriveCurve.Linear, "a curve"),
            reader.Name("scene", names.Scenes, "a scene"));
    }
}
