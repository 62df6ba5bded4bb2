namespace SessionService.Bench.Service.Player;

/// <summary>
/// The web client's policy of how much audio to keep in hand (clients/web/src/player/worklet/JitterPolicy.ts), so that
/// what is measured is what a listener of that client meets.
/// </summary>
internal sealed class JitterPolicy
{
    private const double StartMs = 90;
    private const double FirstTargetMs = 60;
    private const double LeastTargetMs = 30;
    private const double GreatestTargetMs = 1_000;
    private const double WindowMs = 2_000;
    private const int Windows = 16;
    private const double JumpMs = 600;
    private const double GreatestBend = 0.004;
    private const double GreatestStep = 0.001;
    private const double ToleranceMs = 12;

    private readonly List<double> marks = [];
    private double targetMs = FirstTargetMs;
    private double floorMs = FirstTargetMs;
    private double lowMs = double.PositiveInfinity;
    private double elapsedMs;
    private double steeredMs;

    /// <summary>Buffered audio with which to begin.</summary>
    public double BeginMs => Math.Max(StartMs, targetMs + 30);

    /// <summary>Session samples to play for each sample of output.</summary>
    public double Rate { get; private set; } = 1;

    /// <summary>Tells what is buffered and how much was played since the last time.</summary>
    /// <returns>Milliseconds to leave out at once; 0 almost always.</returns>
    public double Observe(double levelMs, double playedMs)
    {
        lowMs = Math.Min(lowMs, levelMs);
        elapsedMs += playedMs;
        steeredMs += playedMs * (Rate - 1);
        if (elapsedMs < WindowMs)
        {
            return 0;
        }

        double low = lowMs;
        lowMs = double.PositiveInfinity;
        elapsedMs = 0;
        marks.Add(low + steeredMs);
        if (marks.Count > Windows)
        {
            marks.RemoveAt(0);
        }

        floorMs = low < targetMs / 3 ? Bounded(floorMs + 10) : Math.Max(LeastTargetMs, floorMs * 0.995);
        double spread = marks.Count < 2 ? 0 : marks.Max() - marks.Min();
        targetMs = Bounded(Math.Max(floorMs, spread + 20));
        return Steer(low - targetMs);
    }

    /// <summary>The buffer ran dry.</summary>
    public void Underrun()
    {
        floorMs = Bounded((floorMs * 1.5) + 20);
        targetMs = Bounded(Math.Max(floorMs, targetMs));
        Restart();
    }

    private double Steer(double excess)
    {
        if (excess > JumpMs)
        {
            Restart();
            return excess;
        }

        double wanted = Math.Abs(excess) <= ToleranceMs ? 1 : 1 + Math.Clamp(excess / 25_000, -GreatestBend, GreatestBend);
        Rate = wanted == 1 && Math.Abs(Rate - 1) <= GreatestStep ? 1 : Rate + Math.Clamp(wanted - Rate, -GreatestStep, GreatestStep);
        return 0;
    }

    private void Restart()
    {
        lowMs = double.PositiveInfinity;
        elapsedMs = 0;
        steeredMs = 0;
        marks.Clear();
        Rate = 1;
    }

    private static double Bounded(double ms) => Math.Clamp(ms, LeastTargetMs, GreatestTargetMs);
}
