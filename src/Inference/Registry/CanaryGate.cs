using System.Globalization;

namespace SessionService.Inference.Registry;

/// <summary>What a gate says of a canary.</summary>
public enum GateVerdict
{
    /// <summary>It goes on.</summary>
    GoOn,

    /// <summary>It has written enough and kept to all limits.</summary>
    Ready,

    /// <summary>It is taken back.</summary>
    RollBack,
}

/// <summary>
/// Judges a canary by what it did, against the live version and against what its package says of it. A pure function. Where
/// nothing is live, or it has written too little to compare with, the limits hold as they stand.
/// </summary>
public static class CanaryGate
{
    /// <summary>Judges.</summary>
    /// <param name="canary">The canary.</param>
    /// <param name="live">The live version; null where there is none.</param>
    /// <param name="limits">What it is held to.</param>
    /// <returns>The verdict, with the reason where it is taken back; else the reason is empty.</returns>
    public static (GateVerdict Verdict, string Reason) Judge(GateWindow canary, GateWindow? live, GateLimits limits)
    {
        if (Hopeless(canary, limits) is { } hopeless)
        {
            return (GateVerdict.RollBack, hopeless);
        }

        if (canary.Bars < limits.FewestBars)
        {
            return (GateVerdict.GoOn, "");
        }

        GateWindow? beside = live is not null && live.Bars >= limits.FewestBars ? live : null;
        string? fault = Failures(canary, beside, limits) ?? Slowness(canary, beside, limits) ?? Drift(canary, beside, limits);
        return fault is not null ? (GateVerdict.RollBack, fault)
            : canary.Total >= limits.ReadyBars ? (GateVerdict.Ready, "")
            : (GateVerdict.GoOn, "");
    }

    private static string? Hopeless(GateWindow canary, GateLimits limits)
    {
        int failed = canary.Late + canary.Invalid + canary.Unavailable;
        return canary.Bars >= limits.HopelessBars && 2 * failed > canary.Bars
            ? $"{failed} of {canary.Bars} bars failed: {canary.Late} late, {canary.Invalid} invalid, {canary.Unavailable} unavailable."
            : null;
    }

    private static string? Failures(GateWindow canary, GateWindow? live, GateLimits limits) =>
        Beyond("late", canary.Late, canary.Bars, live?.Late, live?.Bars, limits.LateShare)
        ?? Beyond("invalid", canary.Invalid, canary.Bars, live?.Invalid, live?.Bars, limits.InvalidShare)
        ?? Beyond("unavailable", canary.Unavailable, canary.Bars, live?.Unavailable, live?.Bars, limits.UnavailableShare);

    private static string? Beyond(string what, int count, int bars, int? otherCount, int? otherBars, double slack)
    {
        double share = (double)count / bars;
        double other = otherBars is { } all ? (double)(otherCount ?? 0) / all : 0;
        return share <= other + slack ? null : string.Create(
            CultureInfo.InvariantCulture, $"{share:0.###} of its bars were {what}; at most {other + slack:0.###} may be.");
    }

    private static string? Slowness(GateWindow canary, GateWindow? live, GateLimits limits)
    {
        double most = live is null ? double.PositiveInfinity : (live.SlowMs * limits.LatencyFactor) + limits.LatencySlackMs;
        return canary.SlowMs <= most ? null : string.Create(
            CultureInfo.InvariantCulture, $"One bar in a hundred took {canary.SlowMs:0} ms or more; at most {most:0} ms may be.");
    }

    private static string? Drift(GateWindow canary, GateWindow? live, GateLimits limits)
    {
        QualityMeasure[] measures = QualityMeasure.Of(canary.Quality, limits);
        QualityMeasure[] others = QualityMeasure.Of(live?.Quality ?? default, limits);
        for (int i = 0; i < measures.Length; i++)
        {
            QualityMeasure measure = measures[i];
            double? beside = others[i].Count >= limits.FewestEvents ? others[i].Value : null;
            double? expected = Expected(measure.Name, canary, live, beside);
            if (measure.Count >= limits.FewestEvents && expected is { } right && !(Math.Abs(measure.Value - right) <= measure.MostDrift))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{measure.Name}' is {measure.Value:0.###}; {right:0.###} was expected, give or take {measure.MostDrift:0.###}.");
            }
        }

        return null;
    }

    // What sessions play is not what a package was evaluated on. Where the live version is away from its own reference, the
    // material is, and a canary may be as far from its own.
    private static double? Expected(string measure, GateWindow canary, GateWindow? live, double? beside) =>
        !canary.Reference.TryGetValue(measure, out double own) ? beside
        : beside is { } played && live!.Reference.TryGetValue(measure, out double theirs) ? own + (played - theirs)
        : own;
}
