namespace SessionService.Inference.Parts;

/// <summary>How bars are asked of a score model.</summary>
public sealed record ScoreWriterOptions
{
    /// <summary>Bars before that the model reads at least, 0 to 8: more remember more and cost more.</summary>
    public int HistoryBars { get; init; } = 4;

    /// <summary>
    /// Bars by which the first bar that is read moves on, 1 or more: until then each bar's prompt begins as the one before did, and what
    /// was read of it is kept. With 4, four to seven bars are read; a host offers eight.
    /// </summary>
    public int WindowBars { get; init; } = 4;

    /// <summary>Most tokens of header and bars before; the oldest bars are left out where they are more.</summary>
    public int HistoryTokens { get; init; } = 320;

    /// <summary>
    /// How often the bass takes the root where a chord begins, 0 to 1. Left to themselves small models put it elsewhere as often as the old
    /// music they have learned, which had a harmony of inversions; the rules' chords are written for a bass that holds them.
    /// </summary>
    public double BassRootShare { get; init; } = 0.8;

    /// <summary>
    /// Off the score of the melody's latest pitch, beside what the package asks for: where the scale leaves fewer pitches, staying on one
    /// comes more often than the model means it.
    /// </summary>
    public double MelodyRepeatPenalty { get; init; } = 0.3;
}
