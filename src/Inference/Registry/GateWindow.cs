namespace SessionService.Inference.Registry;

/// <summary>What a version did lately, as a gate looks at it.</summary>
public sealed record GateWindow
{
    /// <summary>Bars written since it began, within the window or before it.</summary>
    public required long Total { get; init; }

    /// <summary>Bars in the window.</summary>
    public required int Bars { get; init; }

    /// <summary>Those that were late.</summary>
    public required int Late { get; init; }

    /// <summary>Those that were invalid.</summary>
    public required int Invalid { get; init; }

    /// <summary>Those that found no device, or a writer that failed.</summary>
    public required int Unavailable { get; init; }

    /// <summary>99th percentile of the time from question to answer, ms.</summary>
    public required double SlowMs { get; init; }

    /// <summary>What the melodies were like.</summary>
    public required BarQuality Quality { get; init; }

    /// <summary>What the package says it should be like, by name of the measure; empty where it says nothing.</summary>
    public IReadOnlyDictionary<string, double> Reference { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
}
