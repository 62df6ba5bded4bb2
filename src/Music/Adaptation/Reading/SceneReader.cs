using System.Globalization;
using System.Text.Json;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Time;

namespace SessionService.Music.Adaptation.Reading;

/// <summary>Reads scenes and their layers.</summary>
internal sealed class SceneReader(FaultList faults)
{
    private const int CaptionLength = 200;

    private static readonly string[] StyleNames = [.. StyleCatalogue.All.Select(style => style.Name)];
    private static readonly string[] Units = ["2", "4", "8", "16"];

    private readonly Dictionary<string, Part> parts = new(StringComparer.Ordinal);

    public SceneDefinition Read(string name, JsonElement element, string path, string defaultTonic)
    {
        ObjectReader reader = new(element, path, faults, "a scene",
            "style", "mode", "key", "bpm", "metre", "phrase_bars", "mood", "layers", "caption");
        string style = reader.RequiredName("style", StyleNames, "a style") ?? StyleNames[0];
        string tonic = reader.Name("key", Tonics.Names, "a tonic") ?? defaultTonic;
        Mode mode = reader.Choice("mode", Mode.Major, "a mode");
        double bpm = reader.Number("bpm", Tempo.Min / 1000.0, Tempo.Max / 1000.0, StyleCatalogue.Find(style)!.DefaultBpm);
        return new SceneDefinition
        {
            Name = name,
            Style = style,
            Key = new Key(Tonics.PitchClass(tonic), mode),
            Tempo = Tempo.FromBpm(bpm),
            Metre = ReadMetre(reader),
            PhraseBars = ReadPhrase(reader),
            Mood = ReadMood(reader),
            Layers = ReadLayers(reader),
            Caption = reader.Text("caption", CaptionLength) ?? $"{name}: {style}, {tonic} {Words(mode)}",
        };
    }

    private static string Words(Mode mode) => EnumNames<Mode>.All[(int)mode].Replace('_', ' ');

    private static Metre ReadMetre(ObjectReader reader)
    {
        if (reader.Get("metre") is not { } element)
        {
            return Metre.Common;
        }

        string[] halves = element.ValueKind == JsonValueKind.String ? element.GetString()!.Split('/') : [];
        bool valid = halves.Length == 2
            && int.TryParse(halves[0], NumberStyles.None, CultureInfo.InvariantCulture, out int beats) && beats is >= 1 and <= 16
            && halves[0][0] != '0' && Units.Contains(halves[1], StringComparer.Ordinal);
        if (!valid)
        {
            reader.Fault("metre", $"found {Found.Describe(element)}, expected \"beats/unit\" such as \"4/4\", with 1 to 16 beats of unit 2, 4, 8 or 16");
            return Metre.Common;
        }

        return new Metre(int.Parse(halves[0], CultureInfo.InvariantCulture), int.Parse(halves[1], CultureInfo.InvariantCulture));
    }

    private static int ReadPhrase(ObjectReader reader)
    {
        int bars = reader.Integer("phrase_bars", 2, 8, 4);
        if (bars is 2 or 4 or 8)
        {
            return bars;
        }

        reader.Fault("phrase_bars", $"found {bars}, expected 2, 4 or 8");
        return 4;
    }

    private Mood ReadMood(ObjectReader scene)
    {
        if (scene.Get("mood") is not { } element)
        {
            return new Mood(0.5, 0.5, 0.25, 0.5, 0.5, 0.5);
        }

        ObjectReader reader = new(element, scene.At("mood"), faults, "a mood",
            "valence", "energy", "tension", "density", "register", "brightness");
        return new Mood(
            reader.Number("valence", 0, 1, 0.5),
            reader.Number("energy", 0, 1, 0.5),
            reader.Number("tension", 0, 1, 0.25),
            reader.Number("density", 0, 1, 0.5),
            reader.Number("register", 0, 1, 0.5),
            reader.Number("brightness", 0, 1, 0.5));
    }

    private List<LayerDefinition> ReadLayers(ObjectReader scene)
    {
        List<LayerDefinition> layers = [];
        scene.Require("layers", "at least one layer by name");
        foreach ((string name, JsonElement element, string path) in scene.Members("layers", Limits.Layers, "layers"))
        {
            layers.Add(ReadLayer(name, element, path));
        }

        if (scene.Get("layers") is { ValueKind: JsonValueKind.Object } given && !given.EnumerateObject().Any())
        {
            scene.Fault("layers", "found no layer, expected at least one");
        }

        return layers;
    }

    private LayerDefinition ReadLayer(string name, JsonElement element, string path)
    {
        if (name == Performance.Repertoire.StingerLayerName)
        {
            faults.Add(path, $"found the name \"{name}\", which is the engine's own layer; expected another");
        }

        ObjectReader reader = new(element, path, faults, "a layer", "part", "gain_db", "instrument", "writer");
        reader.Require("part", $"a part: one of {NearestName.List(EnumNames<Part>.All)}");
        Part part = reader.Choice("part", Part.Chords, "a part");
        if (reader.Has("part") && !parts.TryAdd(name, part) && parts[name] != part)
        {
            reader.Fault("part", $"found {EnumNames<Part>.All[(int)part]}, expected {EnumNames<Part>.All[(int)parts[name]]}: a layer has the same part in every scene");
        }

        string? instrument = reader.Name("instrument", Instruments.For(part), "an instrument");
        return new LayerDefinition(name, part, reader.Number("gain_db", -60, 12, 0), instrument, ReadWriter(reader, part));
    }

    private static LayerWriter? ReadWriter(ObjectReader reader, Part part)
    {
        if (!reader.Has("writer"))
        {
            return null;
        }

        LayerWriter writer = reader.Choice("writer", LayerWriter.Rules, "a writer");
        if (writer == LayerWriter.Model && !WrittenParts.CanBe(part))
        {
            reader.Fault("writer", $"found model for a layer of {EnumNames<Part>.All[(int)part]}, expected rules: a model writes bass, lead and counter");
        }

        return writer;
    }
}
