namespace SessionService.Inference.Score;

/// <summary>What an event of a line is.</summary>
public enum ScoreEventKind : byte
{
    /// <summary>A note begins.</summary>
    Note,

    /// <summary>Silence.</summary>
    Rest,

    /// <summary>The last note of the bar before goes on.</summary>
    Hold,
}

/// <summary>One note, rest or held note of a role in a bar.</summary>
/// <param name="Onset">Tick of the bar, 24 to the quarter.</param>
/// <param name="Ticks">Its length; 0 while its duration is not known.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Pitch">Pitch over a tonic moved to C; 0 for a rest.</param>
/// <param name="Interval">Its number of the interval from the role's note before; 0 for none.</param>
public readonly record struct ScoreEvent(byte Onset, byte Ticks, ScoreEventKind Kind, byte Pitch, byte Interval);
