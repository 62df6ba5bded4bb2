using SessionService.Music.Composition.Writing;
using SessionService.Music.Score;

namespace SessionService.Music.Composition;

/// <summary>
/// Composes by rules: harmony from a style's lines, voices led by least movement, parts written to the harmony. Every
/// bar is a function of its context; scratch space is kept for each thread, so that a bar costs no allocation.
/// </summary>
public sealed class RuleComposer : IComposer
{
    private static readonly string[] StingerKinds = ["success", "failure", "coin", "level_up", "alert", "reveal", "countdown", "click"];

    [ThreadStatic]
    private static Scratch? scratch;

    /// <summary>The stingers it can write.</summary>
    public static IReadOnlyList<string> Stingers => StingerKinds;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The style is unknown.</exception>
    public void Compose(BarContext context, BarScore score)
    {
        score.Clear();
        Scratch own = Prepare(context);
        foreach (HarmonySlot slot in own.Bar.Slots)
        {
            score.Chords.Add(new ChordSpan(slot.Step * BarGrid.StepTicks, slot.Chord.Root, slot.Chord.Symbol, slot.Chord.Mask));
        }

        Fitting(context, score);
        Array.Clear(own.Ordinals);
        for (int i = 0; i < context.Layers.Count; i++)
        {
            LayerContext layer = context.Layers[i];
            int ordinal = own.Ordinals[(int)layer.Part]++;
            if (Find(score.Written, layer.Index) is { } written)
            {
                score.Notes.AddRange(written.Notes);
            }
            else
            {
                Write(own, layer, ordinal, score);
            }
        }

        NoteSink.Finish(score.Notes);
    }

    /// <inheritdoc/>
    public void ComposeFill(BarContext context, int layer, int fromTick, List<Note> notes)
    {
        notes.Clear();
        Scratch own = Prepare(context);
        int from = Math.Clamp((fromTick + BarGrid.StepTicks - 1) / BarGrid.StepTicks, 0, own.Bar.Grid.Steps);
        if (PartOf(context, layer) == Part.Texture)
        {
            TextureWriter.Rise(own.Bar, layer, from, notes);
        }
        else
        {
            DrumWriter.Fill(own.Bar, layer, from, Math.Max(own.Bar.Density, 0.45), notes);
        }

        NoteSink.Finish(notes);
        for (int i = 0; i < notes.Count && notes[i].Tick < fromTick; i++)
        {
            // A hand may be early, but not earlier than the fill was decided.
            notes[i] = notes[i] with { Tick = fromTick };
        }

        NoteSink.Finish(notes);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The kind is unknown.</exception>
    public void ComposeStinger(StingerContext context, List<Note> notes)
    {
        notes.Clear();
        StingerWriter.Write(context, notes);
        NoteSink.Finish(notes);
    }

    private static Part PartOf(BarContext context, int layer)
    {
        for (int i = 0; i < context.Layers.Count; i++)
        {
            if (context.Layers[i].Index == layer)
            {
                return context.Layers[i].Part;
            }
        }

        return Part.Drums;
    }

    private static Scratch Prepare(BarContext context)
    {
        Scratch own = scratch ??= new Scratch();
        own.Bar.Begin(context);
        HarmonyPlanner.Plan(own.Bar);
        return own;
    }

    // Only what was written for the bar as it is.
    private static void Fitting(BarContext context, BarScore score)
    {
        if (context.Written.Count == 0)
        {
            return;
        }

        ulong outline = BarOutline.Of(context, score.Chords);
        foreach (WrittenPart part in context.Written)
        {
            if (part.Outline == outline)
            {
                score.Written.Add(part);
            }
        }
    }

    private static WrittenPart? Find(List<WrittenPart> written, int layer)
    {
        foreach (WrittenPart part in written)
        {
            if (part.Layer == layer)
            {
                return part;
            }
        }

        return null;
    }

    // The written melody that a second one is to go against; null where the rules write it.
    private static WrittenPart? Lead(BarContext context, BarScore score)
    {
        for (int i = 0; i < context.Layers.Count && score.Written.Count > 0; i++)
        {
            if (context.Layers[i].Part == Part.Lead)
            {
                return Find(score.Written, context.Layers[i].Index);
            }
        }

        return null;
    }

    private static void Write(Scratch own, LayerContext layer, int ordinal, BarScore score)
    {
        List<Note> notes = score.Notes;
        switch (layer.Part)
        {
            case Part.Drums:
                DrumWriter.Write(own.Bar, layer.Index, ordinal, notes);
                break;
            case Part.Bass:
                BassWriter.Write(own.Bar, layer.Index, ordinal, own.Strokes, notes);
                break;
            case Part.Chords:
                ChordWriter.Write(own.Bar, layer.Index, ordinal, own.Strokes, notes);
                break;
            case Part.Arp:
                ArpWriter.Write(own.Bar, layer.Index, ordinal, own.Strokes, notes);
                break;
            case Part.Lead:
                LeadWriter.Write(own.Bar, layer.Index, ordinal, own.Strokes, notes);
                break;
            case Part.Texture:
                TextureWriter.Write(own.Bar, layer.Index, ordinal, notes);
                break;
            case Part.Counter:
                own.Counter.Hear(own.Bar, Lead(own.Bar.Context, score)?.Notes);
                CounterWriter.Write(own.Bar, layer.Index, ordinal, own.Counter, notes);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(layer), layer.Part, "Not a part.");
        }
    }

    private sealed class Scratch
    {
        public BarPlan Bar { get; } = new();

        public Strokes Strokes { get; } = new();

        public CounterScratch Counter { get; } = new();

        public int[] Ordinals { get; } = new int[Enum.GetValues<Part>().Length];
    }
}
