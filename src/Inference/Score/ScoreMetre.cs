namespace SessionService.Inference.Score;

/// <summary>A metre as a score model knows it. Times in ticks of a tokenizer, 24 to the quarter.</summary>
/// <param name="Name">Such as <c>4/4</c>.</param>
/// <param name="Ticks">Ticks of a bar.</param>
/// <param name="SecondChordAt">Where the second of a bar's two chords begins.</param>
/// <param name="StrongBeats">Ticks on which melodies are held to the chord.</param>
public sealed record ScoreMetre(string Name, int Ticks, int SecondChordAt, IReadOnlyList<int> StrongBeats)
{
    /// <summary>Whether a tick of the bar is a strong beat.</summary>
    public bool IsStrong(int tick)
    {
        for (int i = 0; i < StrongBeats.Count; i++)
        {
            if (StrongBeats[i] == tick)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The strong beat before a tick; the bar's last, which then is one of the bar before, where none is.</summary>
    public int StrongBefore(int tick)
    {
        int found = StrongBeats[^1];
        for (int i = 0; i < StrongBeats.Count && StrongBeats[i] < tick; i++)
        {
            found = StrongBeats[i];
        }

        return found;
    }
}
