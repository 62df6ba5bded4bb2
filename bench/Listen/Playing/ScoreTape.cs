using SessionService.Music.Performance;
using SessionService.Music.Score;
using SessionService.Sessions.Offline;

namespace SessionService.Listen.Playing;

/// <summary>A chord that was played.</summary>
/// <param name="Tick">Where it begins, ticks from the session's start.</param>
/// <param name="Symbol">Lead-sheet symbol.</param>
/// <param name="Mask">Its pitch classes.</param>
public readonly record struct PlayedChord(long Tick, string Symbol, int Mask);

/// <summary>Keeps notes, bars and chords as they are played.</summary>
public sealed class ScoreTape : IBarObserver
{
    private readonly ScoreRecorder recorder = new();

    /// <summary>Bars in order.</summary>
    public List<BarPlan> Bars { get; } = [];

    /// <summary>Chords in order.</summary>
    public List<PlayedChord> Chords { get; } = [];

    /// <summary>Notes of a layer in order of tick.</summary>
    /// <param name="layer">Its index.</param>
    public IReadOnlyList<RecordedNote> Notes(int layer) => recorder.Notes(layer);

    /// <summary>The chord at a tick; with an empty mask where there is none.</summary>
    /// <param name="tick">A tick.</param>
    public PlayedChord ChordAt(long tick)
    {
        int low = 0, high = Chords.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = Chords[middle].Tick <= tick ? (middle + 1, high) : (low, middle);
        }

        return low > 0 ? Chords[low - 1] : default;
    }

    /// <inheritdoc/>
    public void OnBar(BarPlan plan, BarScore score)
    {
        Bars.Add(plan);
        Chords.AddRange(score.Chords.Select(chord => new PlayedChord(plan.Tick + chord.Tick, chord.Symbol, chord.PitchClasses)));
        recorder.OnBar(plan, score);
    }

    /// <inheritdoc/>
    public void OnCut(long tick, string scene)
    {
        Chords.RemoveAll(chord => chord.Tick >= tick);
        recorder.OnCut(tick, scene);
    }

    /// <inheritdoc/>
    public void OnNotes(int layer, long tick, int fromTick, IReadOnlyList<Note> notes, bool replaces) =>
        recorder.OnNotes(layer, tick, fromTick, notes, replaces);
}
