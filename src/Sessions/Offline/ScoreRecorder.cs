using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Music.Score;

namespace SessionService.Sessions.Offline;

/// <summary>Keeps everything that is written, as it will be played, for export. One list of notes per layer.</summary>
public sealed class ScoreRecorder : IBarObserver
{
    private readonly Dictionary<int, List<RecordedNote>> layers = [];
    private long barEnd;

    /// <summary>Bars in order: tick of the start and the context they were written with.</summary>
    public List<(long Tick, BarContext Context)> Bars { get; } = [];

    /// <summary>Notes of a layer in order of tick; empty where it has none.</summary>
    /// <param name="layer">Index of the layer.</param>
    public IReadOnlyList<RecordedNote> Notes(int layer) =>
        layers.TryGetValue(layer, out List<RecordedNote>? notes)
            ? [.. notes.OrderBy(note => note.Tick).ThenBy(note => note.Pitch)]
            : [];

    /// <inheritdoc/>
    public void OnBar(BarPlan plan, BarScore score)
    {
        Bars.Add((plan.Tick, plan.Context));
        barEnd = plan.Tick + plan.Ticks;
        foreach (Note note in score.Notes)
        {
            Layer(note.Layer).Add(new RecordedNote(plan.Tick + note.Tick, note.Duration, note.Pitch, note.Velocity));
        }
    }

    /// <inheritdoc/>
    public void OnCut(long tick, string scene)
    {
        foreach (List<RecordedNote> notes in layers.Values)
        {
            Cut(notes, tick, long.MaxValue);
        }
    }

    /// <inheritdoc/>
    public void OnNotes(int layer, long tick, int fromTick, IReadOnlyList<Note> notes, bool replaces)
    {
        List<RecordedNote> into = Layer(layer);
        if (replaces)
        {
            Cut(into, tick + fromTick, barEnd);
        }

        foreach (Note note in notes.Where(note => note.Tick >= fromTick))
        {
            into.Add(new RecordedNote(tick + note.Tick, note.Duration, note.Pitch, note.Velocity));
        }
    }

    // What begins in [from, to) is not played; what sounds at a scene change ends there.
    private static void Cut(List<RecordedNote> notes, long from, long to)
    {
        notes.RemoveAll(note => note.Tick >= from && note.Tick < to);
        for (int i = notes.Count - 1; to == long.MaxValue && i >= 0; i--)
        {
            if (notes[i].Tick + notes[i].Duration > from)
            {
                notes[i] = notes[i] with { Duration = (int)(from - notes[i].Tick) };
            }
        }
    }

    private List<RecordedNote> Layer(int index)
    {
        if (!layers.TryGetValue(index, out List<RecordedNote>? notes))
        {
            layers[index] = notes = [];
        }

        return notes;
    }
}

/// <summary>A note of the whole session.</summary>
/// <param name="Tick">Onset, ticks from the session's start.</param>
/// <param name="Duration">Length in ticks.</param>
/// <param name="Pitch">MIDI key.</param>
/// <param name="Velocity">1..127.</param>
public readonly record struct RecordedNote(long Tick, int Duration, byte Pitch, byte Velocity);
