using SessionService.Music.Composition;
using SessionService.Music.Score;

namespace SessionService.Music.Performance;

/// <summary>Who is to write each layer, and who wrote what sounds.</summary>
internal sealed class WriterDesk(int layers)
{
    private readonly LayerWriter?[] asked = new LayerWriter?[layers];
    private readonly LayerWriter?[] before = new LayerWriter?[layers];
    private readonly long[] from = new long[layers];
    private readonly WrittenPart?[] sounding = new WrittenPart?[layers];

    /// <summary>Bars of layers that a model was to write and wrote.</summary>
    public long WrittenBars { get; private set; }

    /// <summary>Bars of layers that a model was to write and the rules wrote.</summary>
    public long RuleBars { get; private set; }

    /// <summary>A command asks for a writer from a bar line on.</summary>
    public void Ask(int layer, LayerWriter writer, long head, long sample)
    {
        before[layer] = head >= from[layer] ? asked[layer] : before[layer];
        asked[layer] = writer;
        from[layer] = sample;
    }

    /// <summary>Who is to write a layer in a scene, in a bar that begins at a sample.</summary>
    public LayerWriter Of(SceneSetup scene, int layer, long sample)
    {
        LayerWriter wanted = (sample >= from[layer] ? asked[layer] : before[layer]) ?? scene.Writers[layer];
        return scene.CanBeWritten(layer, wanted) ? wanted : LayerWriter.Rules;
    }

    /// <summary>Who is to write a layer in a scene in the end, whenever that begins.</summary>
    public LayerWriter Of(SceneSetup scene, int layer) => Of(scene, layer, long.MaxValue);

    /// <summary>Of what was written ahead, the layers that a model is to write still.</summary>
    public IReadOnlyList<WrittenPart> Wanted(SceneSetup scene, IReadOnlyList<WrittenPart> written, long sample) =>
        written.Count == 0 ? written : [.. written.Where(
            part => Of(scene, part.Layer, sample) == (part.Sound is null ? LayerWriter.Model : LayerWriter.Codec))];

    /// <summary>Who wrote the layer in the bar that sounds; null for the rules.</summary>
    public WrittenPart? Sounding(int layer) => sounding[layer];

    /// <summary>A bar was composed.</summary>
    /// <returns>Whether somebody else than before writes a layer.</returns>
    public bool Note(SceneSetup scene, IReadOnlyList<WrittenPart> played, long sample)
    {
        bool changed = false;
        foreach (LayerContext layer in scene.Layers)
        {
            WrittenPart? part = Find(played, layer.Index);
            changed |= part?.Writer != sounding[layer.Index]?.Writer;
            sounding[layer.Index] = part;
            if (Of(scene, layer.Index, sample) != LayerWriter.Rules)
            {
                WrittenBars += part is null ? 0 : 1;
                RuleBars += part is null ? 1 : 0;
            }
        }

        return changed;
    }

    /// <summary>Goes on under another version of the map.</summary>
    public void TakeOver(WriterDesk other, Repertoire before, Repertoire now)
    {
        (WrittenBars, RuleBars) = (other.WrittenBars, other.RuleBars);
        for (int i = 0; i < now.Layers.Count; i++)
        {
            int earlier = before.Layer(now.Layers[i].Name);
            (asked[i], this.before[i], from[i]) = earlier < 0 ? (null, null, 0) : (other.asked[earlier], other.before[earlier], other.from[earlier]);
        }
    }

    private static WrittenPart? Find(IReadOnlyList<WrittenPart> played, int layer)
    {
        for (int i = 0; i < played.Count; i++)
        {
            if (played[i].Layer == layer)
            {
                return played[i];
            }
        }

        return null;
    }
}
