using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Styles;

namespace SessionService.Music.Performance;

/// <summary>A map with every name resolved to an index once, so that playing compares no strings.</summary>
internal sealed class Repertoire
{
    /// <summary>Name of the layer that all stingers play on.</summary>
    public const string StingerLayerName = "stingers";

    private readonly Dictionary<string, int> scenes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> stingers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> events = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> layers = new(StringComparer.Ordinal);
    private readonly List<LayerInfo> layerList = [];
    private readonly List<string> instrumentList = [];
    private readonly List<string> styleList = [];

    public Repertoire(AdaptiveMap map)
    {
        Map = map;
        Number(scenes, map.Scenes, scene => scene.Name);
        Number(parameters, map.Parameters, parameter => parameter.Name);
        Number(stingers, map.Stingers, stinger => stinger.Name);
        Number(events, map.Events, definition => definition.Name);
        foreach (LayerDefinition layer in map.Scenes.SelectMany(scene => scene.Layers))
        {
            if (layers.TryAdd(layer.Name, layerList.Count))
            {
                layerList.Add(new LayerInfo(layer.Name, layer.Part));
            }
        }

        layers.Add(StingerLayerName, layerList.Count);
        layerList.Add(new LayerInfo(StingerLayerName, Part.Lead));
        Scenes = [.. map.Scenes.Select(scene => new SceneSetup(this, scene))];
        StingerInstruments = [.. map.Stingers.Select(stinger => stinger.Instrument is { } name ? Instrument(name) : -1)];
    }

    public AdaptiveMap Map { get; }

    public IReadOnlyList<LayerInfo> Layers => layerList;

    public IReadOnlyList<string> Instruments => instrumentList;

    public IReadOnlyList<string> Styles => styleList;

    public SceneSetup[] Scenes { get; }

    /// <summary>Index of each stinger's own instrument, −1 where the style chooses.</summary>
    public int[] StingerInstruments { get; }

    public int StingerLayer => layerList.Count - 1;

    public int Scene(string name) => scenes.GetValueOrDefault(name, -1);

    public int Parameter(string name) => parameters.GetValueOrDefault(name, -1);

    public int Stinger(string name) => stingers.GetValueOrDefault(name, -1);

    public int Event(string name) => events.GetValueOrDefault(name, -1);

    public int Layer(string name) => layers.GetValueOrDefault(name, -1);

    /// <summary>Index of an instrument, which joins the list where it is new.</summary>
    public int Instrument(string name) => IndexOrAdd(instrumentList, name);

    /// <summary>Index of a style, which joins the list where it is new.</summary>
    public int Style(string name) => IndexOrAdd(styleList, name);

    private static int IndexOrAdd(List<string> list, string name)
    {
        int index = list.IndexOf(name);
        if (index >= 0)
        {
            return index;
        }

        list.Add(name);
        return list.Count - 1;
    }

    private static void Number<T>(Dictionary<string, int> index, IReadOnlyList<T> items, Func<T, string> name)
    {
        for (int i = 0; i < items.Count; i++)
        {
            index.Add(name(items[i]), i);
        }
    }
}

/// <summary>A drive and the parameter that moves it.</summary>
/// <param name="Parameter">Index of the parameter.</param>
/// <param name="Drive">What it does.</param>
internal readonly record struct DriveBinding(int Parameter, DriveDefinition Drive);

/// <summary>A scene with its names resolved.</summary>
internal sealed class SceneSetup
{
    public SceneSetup(Repertoire repertoire, SceneDefinition definition)
    {
        Definition = definition;
        Style style = StyleCatalogue.Find(definition.Style)
            ?? throw new ArgumentException($"The map names a style that does not exist: {definition.Style}.", nameof(definition));
        StyleIndex = repertoire.Style(style.Name);
        StingerInstrument = repertoire.Instrument(style.StingerInstrument.Instrument);
        int count = repertoire.Layers.Count;
        Gains = new double[count];
        Instruments = new int[count];
        Writers = new LayerWriter[count];
        Array.Fill(Instruments, -1);
        foreach (LayerDefinition layer in definition.Layers)
        {
            int index = repertoire.Layer(layer.Name);
            InstrumentChoice choice = style.Instruments[layer.Part];
            Gains[index] = Decibels.ToFactor(layer.GainDb + choice.LevelDb);
            Instruments[index] = repertoire.Instrument(layer.Instrument ?? choice.Instrument);
            Writers[index] = layer.Writer ?? (style.ModelParts.Contains(layer.Part) ? LayerWriter.Model : LayerWriter.Rules);
        }

        Gains[repertoire.StingerLayer] = Decibels.ToFactor(style.StingerInstrument.LevelDb);
        Instruments[repertoire.StingerLayer] = StingerInstrument;
        Layers = [.. Enumerable.Range(0, count - 1).Where(i => Instruments[i] >= 0)
            .Select(i => new LayerContext(i, repertoire.Layers[i].Part))];
        LayerDrives = [.. repertoire.Layers.Select(layer => Bindings(repertoire, DriveTarget.Layer, layer.Name))];
        Density = Bindings(repertoire, DriveTarget.Density, null);
        Register = Bindings(repertoire, DriveTarget.Register, null);
        Brightness = Bindings(repertoire, DriveTarget.Brightness, null);
        Tension = Bindings(repertoire, DriveTarget.Tension, null);
        Energy = Bindings(repertoire, DriveTarget.Energy, null);
        Tempo = Bindings(repertoire, DriveTarget.Tempo, null);
    }

    public SceneDefinition Definition { get; }

    public int StyleIndex { get; }

    public int StingerInstrument { get; }

    /// <summary>Gain factor of each layer of the session, 0 for those the scene does not have.</summary>
    public double[] Gains { get; }

    /// <summary>Instrument of each layer of the session, −1 for those the scene does not have.</summary>
    public int[] Instruments { get; }

    /// <summary>Who is to write each layer of the session here, unless a command asks for another.</summary>
    public LayerWriter[] Writers { get; }

    public LayerContext[] Layers { get; }

    public DriveBinding[][] LayerDrives { get; }

    public DriveBinding[] Density { get; }

    public DriveBinding[] Register { get; }

    public DriveBinding[] Brightness { get; }

    public DriveBinding[] Tension { get; }

    public DriveBinding[] Energy { get; }

    public DriveBinding[] Tempo { get; }

    /// <summary>Whether the scene has a layer and a writer may write it.</summary>
    public bool CanBeWritten(int layer, LayerWriter writer)
    {
        foreach (LayerContext context in Layers)
        {
            if (context.Index == layer)
            {
                return writer != LayerWriter.Model || WrittenParts.CanBe(context.Part);
            }
        }

        return false;
    }

    private DriveBinding[] Bindings(Repertoire repertoire, DriveTarget target, string? layer)
    {
        List<DriveBinding> found = [];
        for (int i = 0; i < repertoire.Map.Parameters.Count; i++)
        {
            foreach (DriveDefinition drive in repertoire.Map.Parameters[i].Drives)
            {
                if (drive.Target == target && drive.Layer == layer && (drive.Scene is null || drive.Scene == Definition.Name))
                {
                    found.Add(new DriveBinding(i, drive));
                }
            }
        }

        return [.. found];
    }
}
