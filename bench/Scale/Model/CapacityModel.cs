namespace SessionService.Bench.Scale.Model;

/// <summary>What follows from the figures by arithmetic: one value per formula, units in the names.</summary>
public static class CapacityModel
{
    /// <summary>Processor milliseconds of one second of a session: share × 1000 / sessions.</summary>
    public static double CpuMsPerSessionSecond => Figures.CoreShare.Value * 1000 / Figures.SessionsPerCore.Value;

    /// <summary>
    /// What a session of each example costs against the mean of the three, by the inverse of its offline speed: the benchmark of
    /// live sessions plays all three in equal parts.
    /// </summary>
    public static IReadOnlyList<double> Weights { get; } = WeightsOf(
        Figures.GameSpeed.Value, Figures.ShopSpeed.Value, Figures.ReadingSpeed.Value);

    /// <summary>Sessions at which a silo begins to miss deadlines.</summary>
    public static double SiloLimit => Figures.SessionsPerCore.Value * Figures.SiloCores.Value;

    /// <summary>
    /// Share of the limit up to which silos are filled, so that what is left of a region after the loss of a zone holds all:
    /// (zones − 1) / zones. The bound for a sudden crowd, <see cref="CrowdTarget"/>, is checked against it.
    /// </summary>
    public static double ZoneTarget => (Figures.Zones.Value - 1) / Figures.Zones.Value;

    /// <summary>
    /// Share of the limit up to which silos may be filled so that arrivals which double at once do not reach the limit before new
    /// silos are there: sessions grow to 1 + (1 − e^(−t/stay)) of what they were, t being decision, node and pod.
    /// </summary>
    public static double CrowdTarget => 1 / (2 - Math.Exp(-ReactionSeconds / Figures.StaySeconds.Value));

    /// <summary>Seconds from a change of load to new silos that take sessions, a node included.</summary>
    public static double ReactionSeconds => Figures.ScaleSeconds.Value + Figures.NodeSeconds.Value + Figures.PodSeconds.Value;

    /// <summary>The tighter of the two, less what balancing leaves uneven: no cell should stay above this share of its limit.</summary>
    public static double Ceiling => Math.Min(ZoneTarget, CrowdTarget) * (1 - Figures.Unevenness.Value);

    /// <summary>What the autoscaler aims at: it lets the load drift above that by its tolerance before it acts.</summary>
    public static double SetPoint => Ceiling / (1 + Figures.ScaleTolerance.Value);

    /// <summary>Sessions of a silo at the set point.</summary>
    public static double SiloSessions => SiloLimit * SetPoint;

    /// <summary>Seconds from the loss of a silo without a word to its being found lost.</summary>
    public static double DetectionSeconds => Figures.MissedProbes.Value * Figures.ProbeSeconds.Value;

    /// <summary>Bytes a listener takes a second, with all headers.</summary>
    public static double BytesPerListenerSecond =>
        (Figures.OpusBits.Value / 8) + (Figures.FramesPerSecond.Value * (Figures.FrameHeader.Value + Figures.WireHeaders.Value));

    /// <summary>Store writes a second of a playing session: reservations, asked for when half a step is left, and commands.</summary>
    public static double WritesPerSession => (2 / Figures.ReservationSeconds.Value) + Figures.CommandsPerSecond.Value;

    /// <summary>Calls between nodes a second of a session: batches of segments, at most one a segment, and commands.</summary>
    public static double CallsPerSession => Figures.FramesPerSecond.Value + Figures.CommandsPerSecond.Value;

    /// <summary>Seconds until sessions of a lost silo play again: detection, then their share of the survivors' idle cores.</summary>
    /// <param name="lost">Sessions that were lost.</param>
    /// <param name="survivors">Silos that are left.</param>
    /// <param name="pressure">Share of the limit they are at before.</param>
    public static double RecoverySeconds(double lost, double survivors, double pressure)
    {
        double busy = pressure * Figures.CoreShare.Value;
        return DetectionSeconds + (lost * Figures.ActivationSeconds.Value / (survivors * Figures.SiloCores.Value * (1 - busy)));
    }

    /// <summary>
    /// Mean sessions at a time of day: arrivals λ(1 + a·sin ωt) with a mean stay τ give λτ(1 + a(sin ωt − ωτ·cos ωt)/(1 + ω²τ²)),
    /// the offered load of an infinite server (Eick, Massey and Whitt, "M_t/G/∞ queues with sinusoidal arrival rates", 1993).
    /// </summary>
    /// <param name="mean">Mean sessions over the day, λτ.</param>
    /// <param name="time">Seconds since the day's rise through its mean.</param>
    public static double SessionsAt(double mean, double time)
    {
        double omega = 2 * Math.PI / 86_400;
        double turn = omega * Figures.StaySeconds.Value;
        double swing = Math.Sin(omega * time) - (turn * Math.Cos(omega * time));
        return mean * (1 + (Figures.DaySwing.Value * swing / (1 + (turn * turn))));
    }

    /// <summary>Mean of a day whose peak is given: peak / (1 + a / √(1 + ω²τ²)).</summary>
    public static double MeanOfPeak(double peak)
    {
        double turn = 2 * Math.PI / 86_400 * Figures.StaySeconds.Value;
        return peak / (1 + (Figures.DaySwing.Value / Math.Sqrt(1 + (turn * turn))));
    }

    private static double[] WeightsOf(params double[] speeds)
    {
        double mean = speeds.Average(speed => 1 / speed);
        return [.. speeds.Select(speed => 1 / speed / mean)];
    }
}
