namespace SessionService.Inference.Parts;

/// <summary>Which copy word a bar's line gets: the nearest of 1, 2, 4 and 8 bars back, whole before rhythm alone.</summary>
internal static class CopyWords
{
    /// <summary>No word.</summary>
    public const int None = -1;

    private static readonly int[] Back = [1, 2, 4, 8];

    /// <summary>
    /// The word of a line that a model will write: where the rules' own line of this bar repeats the rules' own line of an
    /// earlier one. So it is the scene's motif plan that says what comes back, and the model's music that does.
    /// </summary>
    /// <param name="past">The bars before.</param>
    /// <param name="line">The rules' line of this bar.</param>
    /// <param name="role">The role.</param>
    /// <param name="kept">How many of the bars before the model reads.</param>
    /// <returns>Index among the copy words.</returns>
    public static int Ruled(PastBars past, BarLine line, int role, int kept) =>
        Find(line, kept, back => past.Played(back, role) is null ? null : past.Ruled(back, role));

    /// <summary>The word of a line that stands.</summary>
    /// <param name="past">The bars before.</param>
    /// <param name="line">The line.</param>
    /// <param name="role">The role.</param>
    /// <param name="at">How many bars back it is; 0 for this bar.</param>
    /// <param name="kept">How many of the bars before the model reads.</param>
    /// <returns>Index among the copy words.</returns>
    public static int Played(PastBars past, BarLine line, int role, int at, int kept) =>
        Find(line, kept - at, back => past.Played(at + back, role));

    private static int Find(BarLine line, int most, Func<int, BarLine?> earlier)
    {
        // One note is no motif.
        for (int index = 0; line.Onsets >= 2 && index < 2 * Back.Length; index++)
        {
            int back = Back[index % Back.Length];
            if (back <= most && earlier(back) is { } there
                && (index < Back.Length ? line.Equals(there) : line.HasRhythmOf(there)))
            {
                return index;
            }
        }

        return None;
    }
}
