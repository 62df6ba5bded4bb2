namespace SessionService.Inference.Parts;

/// <summary>How bars are asked of a score model.</summary>
public sealed record ScoreWriterOptions
{
    /// <summary>Bars before that the model reads, 0 to 8: more remember more and cost more.</summary>
    public int HistoryBars { get; init; } = 4;

    /// <summary>Most tokens of header and bars before; the oldest bars are left out where they are more.</summary>
    public int HistoryTokens { get; init; } = 256;
}
