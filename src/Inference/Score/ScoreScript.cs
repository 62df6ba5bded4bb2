namespace SessionService.Inference.Score;

/// <summary>What a sequence reads and where it writes.</summary>
public sealed record ScoreScript
{
    /// <summary>In place of a token: here the model chooses until the role has filled its bar.</summary>
    public const int Write = -1;

    /// <summary>
    /// Header, bars before, this bar's controls and roles; where <see cref="Write"/> stands, a role's controls stand before it.
    /// </summary>
    public required IReadOnlyList<int> Tokens { get; init; }

    /// <summary>
    /// Ascending places of <see cref="Tokens"/>, before anything is written, up to which prompts are read in one piece: the same wherever a
    /// session's next bar begins with the same tokens, so that what was read of them may be kept.
    /// </summary>
    public IReadOnlyList<int> Cuts { get; init; } = [];

    /// <summary>What each role may use.</summary>
    public required IReadOnlyList<RoleBounds> Bounds { get; init; }

    /// <summary>
    /// The melody before the first bar of the script, oldest first: ticks from that bar's beginning, below 0, and pitch. Only
    /// quotations are looked for in it.
    /// </summary>
    public IReadOnlyList<(int Onset, int Pitch)> EarlierMelody { get; init; } = [];

    /// <summary>Tokens the model is expected to choose.</summary>
    public required int Expected { get; init; }

    /// <summary>Tokens the model may choose at most.</summary>
    public required int Most { get; init; }
}
