namespace SessionService.Music.Score;

/// <summary>What a composer wrote for one bar. Reused from bar to bar: the caller owns it and clears it.</summary>
public sealed class BarScore
{
    /// <summary>Notes ordered by tick, then layer, then pitch.</summary>
    public List<Note> Notes { get; } = new(256);

    /// <summary>The harmony the notes were written to, in order of tick.</summary>
    public List<ChordSpan> Chords { get; } = new(8);

    /// <summary>What was written ahead and is among the notes.</summary>
    public List<Composition.WrittenPart> Written { get; } = new(4);

    /// <summary>Forgets the bar and keeps the capacity.</summary>
    public void Clear()
    {
        Notes.Clear();
        Chords.Clear();
        Written.Clear();
    }
}
