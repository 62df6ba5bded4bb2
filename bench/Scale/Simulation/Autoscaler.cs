using SessionService.Bench.Scale.Model;

namespace SessionService.Bench.Scale.Simulation;

/// <summary>
/// Decides as the horizontal pod autoscaler does with the triggers of deploy/k8s: silos in proportion to load over target, a
/// quarter more where one is above its limit, the highest wish of the last five minutes, and at most a tenth fewer in a minute.
/// It sees the load as it was when the last scrape had it.
/// </summary>
internal sealed class Autoscaler(CellSettings settings)
{
    /// <summary>Seconds between decisions.</summary>
    public const double PollSeconds = 15;

    private const double CalmSeconds = 300;
    private const double DownSeconds = 60;

    private readonly Queue<(double Time, double Load, double Worst)> seen = new();
    private readonly Queue<(double Time, int Wish)> wishes = new();
    private double downAt = double.NegativeInfinity;

    /// <summary>How many silos there should be, those that are starting included.</summary>
    public int Decide(double now, IReadOnlyList<Silo> ready, int starting)
    {
        seen.Enqueue((now, ready.Sum(s => s.Load), ready.Count == 0 ? 0 : ready.Max(s => s.Pressure)));
        while (seen.Count > 1 && seen.Peek().Time < now - (Figures.ScaleSeconds.Value - PollSeconds))
        {
            seen.Dequeue();
        }

        (_, double load, double worst) = seen.Peek();
        int there = Math.Max(1, ready.Count + starting);
        double ratio = load / (there * CapacityModel.SiloLimit * settings.Target);
        int wish = Math.Abs(ratio - 1) <= Figures.ScaleTolerance.Value ? there : (int)Math.Ceiling(there * ratio);
        if (worst > 1)
        {
            wish = Math.Max(wish, (int)Math.Ceiling(there * 1.25));
        }

        wishes.Enqueue((now, wish));
        while (wishes.Peek().Time < now - CalmSeconds)
        {
            wishes.Dequeue();
        }

        int calm = Math.Min(there, wishes.Max(w => w.Wish));
        if (wish < there && now - downAt < DownSeconds)
        {
            calm = there;
        }

        int least = Math.Max(settings.MinSilos, there - Math.Max(1, there / 10));
        int decided = Math.Clamp(wish > there ? wish : calm, least, Math.Max(settings.MinSilos, settings.MaxSilos));
        downAt = decided < there ? now : downAt;
        return decided;
    }
}
