namespace SessionService.Storage;

/// <summary>What every store of kept answers holds to.</summary>
public static class KeptAnswers
{
    /// <summary>How long an answer is kept at least.</summary>
    public static TimeSpan KeptFor { get; } = TimeSpan.FromHours(24);
}
