namespace SessionService.Bench.Scale.Simulation;

/// <summary>What came of a run.</summary>
public sealed record Outcome
{
    /// <summary>Sessions there at the start, as a cell in balance has them.</summary>
    public int Started { get; internal set; }

    /// <summary>Visitors who came.</summary>
    public long Arrived { get; internal set; }

    /// <summary>Visitors who left of their own accord.</summary>
    public long Left { get; internal set; }

    /// <summary>Sessions that play at the end.</summary>
    public int Playing { get; internal set; }

    /// <summary>Sessions that wait to be brought up at the end.</summary>
    public int Waiting { get; internal set; }

    /// <summary>Most sessions at once.</summary>
    public int Peak { get; internal set; }

    /// <summary>Mean sessions.</summary>
    public double Mean { get; internal set; }

    /// <summary>Core hours of all silos, from their decision to their end.</summary>
    public double CoreHours { get; internal set; }

    /// <summary>Least silos that took sessions.</summary>
    public int LeastSilos { get; internal set; } = int.MaxValue;

    /// <summary>Most silos that took sessions.</summary>
    public int MostSilos { get; internal set; }

    /// <summary>Highest share of its limit that any silo had.</summary>
    public double PeakPressure { get; internal set; }

    /// <summary>Session seconds on silos above their limit, where deadlines are missed.</summary>
    public double MissedSeconds { get; internal set; }

    /// <summary>Session seconds in all.</summary>
    public double SessionSeconds { get; internal set; }

    /// <summary>Sessions that lost their silo.</summary>
    public int Displaced { get; internal set; }

    /// <summary>Of them, how many play again.</summary>
    public int Recovered { get; internal set; }

    /// <summary>Longest time that one of them stood still.</summary>
    public double LongestSilence { get; internal set; }

    /// <summary>Sum of those times.</summary>
    public double Silence { get; internal set; }

    /// <summary>Sessions handed over at a bar line.</summary>
    public long Migrated { get; internal set; }

    /// <summary>Silos replaced by those of the next version.</summary>
    public int Replaced { get; internal set; }

    /// <summary>When the last one was.</summary>
    public double UpgradedAt { get; internal set; } = double.NaN;

    /// <summary>Share of session seconds on silos above their limit.</summary>
    public double MissedShare => SessionSeconds > 0 ? MissedSeconds / SessionSeconds : 0;
}
