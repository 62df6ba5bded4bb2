using SessionService.Bench.Scale.Model;

namespace SessionService.Bench.Scale.Simulation;

/// <summary>One cell as it is simulated; everything has the value of the model unless it is said otherwise.</summary>
public sealed record CellSettings
{
    /// <summary>Chooses the visitors. The same seed gives the same run.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Simulated seconds.</summary>
    public double Seconds { get; init; } = 600;

    /// <summary>Mean sessions over a day; with no day curve, at any time.</summary>
    public double MeanSessions { get; init; } = 4_000;

    /// <summary>Whether arrivals follow the day; otherwise they are steady.</summary>
    public bool Day { get; init; }

    /// <summary>When a crowd comes: from then on arrivals are multiplied by <see cref="CrowdFactor"/>; infinity for never.</summary>
    public double CrowdAt { get; init; } = double.PositiveInfinity;

    /// <summary>By how much.</summary>
    public double CrowdFactor { get; init; } = 2;

    /// <summary>Silos at the start.</summary>
    public int Silos { get; init; } = 16;

    /// <summary>Zones over which they are spread, as the scheduler does: evenly.</summary>
    public int Zones { get; init; } = (int)Figures.Zones.Value;

    /// <summary>Silos of which placement takes the least loaded.</summary>
    public int Choices { get; init; } = 2;

    /// <summary>Age that a silo's load may have when placement looks at it, in seconds.</summary>
    public double LoadAgeSeconds { get; init; } = 5;

    /// <summary>Whether placement adds to that age-old load what it has placed since.</summary>
    public bool CountsOwn { get; init; }

    /// <summary>Whether overloaded silos hand sessions over at bar lines.</summary>
    public bool Rebalance { get; init; } = true;

    /// <summary>Whether silos are added and taken away.</summary>
    public bool Autoscale { get; init; }

    /// <summary>Least silos of the autoscaler.</summary>
    public int MinSilos { get; init; } = 3;

    /// <summary>Most silos of the autoscaler.</summary>
    public int MaxSilos { get; init; } = 1_000;

    /// <summary>Share of the limit that the autoscaler aims at.</summary>
    public double Target { get; init; } = CapacityModel.SetPoint;

    /// <summary>Seconds from the decision for a silo until it takes sessions.</summary>
    public double StartSeconds { get; init; } = Figures.NodeSeconds.Value + Figures.PodSeconds.Value;

    /// <summary>What is lost, and when.</summary>
    public Loss? Loss { get; init; }

    /// <summary>When every silo begins to be replaced by one of the next version; infinity for never.</summary>
    public double UpgradeAt { get; init; } = double.PositiveInfinity;

    /// <summary>Silos that are replaced at a time.</summary>
    public int Surge { get; init; } = 1;
}

/// <summary>A loss without a word.</summary>
/// <param name="At">When, in simulated seconds.</param>
/// <param name="Silos">How many silos of zone 0; more than it has for all of them.</param>
public sealed record Loss(double At, int Silos);
