using SessionService.Grains.Messages;

namespace SessionService.Grains.Placement;

/// <summary>Sessions that are to go from one silo to another.</summary>
/// <param name="From">From where.</param>
/// <param name="To">To where.</param>
/// <param name="Load">The most that they may cost together.</param>
/// <param name="Sessions">The most that may go.</param>
internal readonly record struct MoveOrder(string From, string To, double Load, int Sessions);

/// <summary>How sessions are evened out.</summary>
public sealed record RebalanceOptions
{
    /// <summary>Difference between the most and the least loaded silo at which moving begins; the default is 0.2.</summary>
    public double BeginsAt { get; init; } = 0.2;

    /// <summary>Difference at which it ends; the default is 0.1.</summary>
    public double EndsAt { get; init; } = 0.1;

    /// <summary>How long the difference must have lasted; the default is 15 s.</summary>
    public TimeSpan Lasting { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long it takes until moves show in the reports: so long nothing more is asked of the two silos; the default is 40 s.
    /// </summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>Most moves a minute, over all silos; the default is 12, none turns rebalancing off.</summary>
    public int MovesPerMinute { get; init; } = 12;
}

/// <summary>
/// Decides which silo gives sessions to which. It begins when the difference has been large for a while and goes on until it is
/// small; what moves is at most half of the difference, and the two silos are left alone until it shows, so that nothing goes
/// to and fro. Pure: told the reports and the time. Not thread-safe.
/// </summary>
internal sealed class Rebalancer(RebalanceOptions options)
{
    private readonly List<(MoveOrder Order, DateTimeOffset At)> orders = [];
    private DateTimeOffset? apartSince;
    private bool moving;

    /// <summary>Decides.</summary>
    /// <param name="reports">The last report of every silo.</param>
    /// <param name="now">The time.</param>
    /// <returns>The next order; null where none is due.</returns>
    public MoveOrder? Decide(IReadOnlyCollection<SiloLoadMessage> reports, DateTimeOffset now)
    {
        TimeSpan kept = options.Settling > TimeSpan.FromMinutes(1) ? options.Settling : TimeSpan.FromMinutes(1);
        orders.RemoveAll(order => now - order.At >= kept);
        SiloLoadMessage[] ordered =
        [
            .. reports.Where(report => !report.Draining).OrderBy(Load).ThenBy(report => report.Silo, StringComparer.Ordinal),
        ];
        if (ordered.Length < 2 || !Due(Load(ordered[^1]) - Load(ordered[0]), now))
        {
            return null;
        }

        int room = options.MovesPerMinute
            - orders.Where(order => now - order.At < TimeSpan.FromMinutes(1)).Sum(order => order.Order.Sessions);
        SiloLoadMessage[] calm = [.. ordered.Where(report => !Busy(report.Silo, now))];
        if (room <= 0 || calm.Length < 2)
        {
            return null;
        }

        (SiloLoadMessage least, SiloLoadMessage most) = (calm[0], calm[^1]);
        double gap = Load(most) - Load(least);
        if (gap < options.EndsAt || LoadChoice.Overloaded(least) || most.Heard < 2)
        {
            return null;
        }

        double each = Math.Max(most.Load / most.Heard, 1e-6);
        int sessions = (int)Math.Clamp(gap / 2 / each, 1, room);
        var order = new MoveOrder(most.Silo, least.Silo, gap / 2, sessions);
        orders.Add((order, now));
        return order;
    }

    // A silo that misses deadlines has more to do than it can, whatever it could measure.
    private static double Load(SiloLoadMessage report) =>
        report.MissesPerSecond >= LoadChoice.MissesTooMany ? Math.Max(report.Load, 1) : report.Load;

    private bool Due(double gap, DateTimeOffset now)
    {
        if (gap < (moving ? options.EndsAt : options.BeginsAt))
        {
            apartSince = null;
            moving = false;
            return false;
        }

        apartSince ??= now;
        moving |= now - apartSince >= options.Lasting;
        return moving;
    }

    private bool Busy(string silo, DateTimeOffset now) =>
        orders.Exists(order => now - order.At < options.Settling && (order.Order.From == silo || order.Order.To == silo));
}
