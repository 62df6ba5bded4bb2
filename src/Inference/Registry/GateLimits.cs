namespace SessionService.Inference.Registry;

/// <summary>What a canary is held to. All limits of the gate, in one place.</summary>
public sealed record GateLimits
{
    /// <summary>Bars of a version that are looked back on. 1,024.</summary>
    public int WindowBars { get; init; } = 1_024;

    /// <summary>Bars of a window from which on it is judged; a live version with fewer is not compared with. 200.</summary>
    public int FewestBars { get; init; } = 200;

    /// <summary>Bars from which on a canary that fails more often than not is taken back without waiting for more. 20.</summary>
    public int HopelessBars { get; init; } = 20;

    /// <summary>Bars that a canary has to write before it may be promoted. 1,000.</summary>
    public int ReadyBars { get; init; } = 1_000;

    /// <summary>How many times the live version's 99th percentile of the time to write a bar it may take. 1.5.</summary>
    public double LatencyFactor { get; init; } = 1.5;

    /// <summary>Time beyond that which is let pass, ms; short times vary by more than the factor. 50.</summary>
    public double LatencySlackMs { get; init; } = 50;

    /// <summary>Share of bars that may be late beyond the live version's share. 0.02.</summary>
    public double LateShare { get; init; } = 0.02;

    /// <summary>Share of bars that may be invalid (scores that are no numbers, parts that do not fit) beyond the live version's. 0.005.</summary>
    public double InvalidShare { get; init; } = 0.005;

    /// <summary>Share of bars that may find no device or a failing writer beyond the live version's share. 0.02.</summary>
    public double UnavailableShare { get; init; } = 0.02;

    /// <summary>Events (onsets, intervals) from which on a measure of the melody is judged. 400.</summary>
    public int FewestEvents { get; init; } = 400;

    /// <summary>How far a share of the melody's notes may drift. 0.15.</summary>
    public double ShareDrift { get; init; } = 0.15;

    /// <summary>How far the mean interval may drift, semitones. 2.</summary>
    public double IntervalDrift { get; init; } = 2;
}
