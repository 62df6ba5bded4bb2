namespace SessionService.Inference.Score;

/// <summary>
/// Follows a melody against the training melodies: how many of its latest shapes in a row are among theirs. A run of n notes
/// is n − 7 such hits.
/// </summary>
/// <param name="filter">Shapes of the training melodies; null where nothing is known of them.</param>
/// <param name="longest">Most successive notes that may agree; 0 or less sets no limit.</param>
public sealed class Quotation(MelodyFilter? filter, int longest)
{
    private readonly int[] onsets = new int[MelodyFilter.Pairs];
    private readonly int[] pitches = new int[MelodyFilter.Pairs];
    private int count;
    private int hits;

    /// <summary>Forgets the melody.</summary>
    public void Reset() => (count, hits) = (0, 0);

    /// <summary>Whether a note would make too long a quotation.</summary>
    /// <param name="onset">Its tick from any fixed beginning.</param>
    /// <param name="pitch">Its pitch.</param>
    public bool Forbids(int onset, int pitch) =>
        filter is not null && longest > 0 && hits + 1 + MelodyFilter.Pairs > longest && Hits(onset, pitch) + MelodyFilter.Pairs > longest;

    /// <summary>The melody takes a note.</summary>
    /// <param name="onset">Its tick, not before the last one's.</param>
    /// <param name="pitch">Its pitch.</param>
    public void Take(int onset, int pitch)
    {
        if (filter is null)
        {
            return;
        }

        hits = Hits(onset, pitch);
        onsets[count % MelodyFilter.Pairs] = onset;
        pitches[count % MelodyFilter.Pairs] = pitch;
        count++;
    }

    private int Hits(int onset, int pitch)
    {
        if (count < MelodyFilter.Pairs)
        {
            return 0;
        }

        ulong shape = 0;
        for (int i = 0; i < MelodyFilter.Pairs; i++)
        {
            int from = (count + i) % MelodyFilter.Pairs;
            int to = (count + i + 1) % MelodyFilter.Pairs;
            bool last = i == MelodyFilter.Pairs - 1;
            shape = MelodyFilter.Add(
                shape, (last ? pitch : pitches[to]) - pitches[from], (last ? onset : onsets[to]) - onsets[from]);
        }

        return filter!.Contains(shape) ? hits + 1 : 0;
    }
}
