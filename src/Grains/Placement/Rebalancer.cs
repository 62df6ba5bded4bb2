using SessionService.Grains.Messages;

namespace SessionService.Grains.Placement;

/// <summary>A session that is to go from one silo to another.</summary>
/// <param name="From">From where.</param>
/// <param name="To">To where.</param>
/// <param name="Load">The most that it may cost.</param>
internal readonly record struct MoveOrder(string From, string To, double Load);

/// <summary>How sessions are evened out.</summary>
public sealed record RebalanceOptions
{
    /// <summary>Difference between the most and the least loaded silo at which moving begins; the default is 0.2.</summary>
    public double BeginsAt { get; init; } = 0.2;

    /// <summary>Difference at which it ends; the default is 0.1.</summary>
    public double EndsAt { get; init; } = 0.1;

    /// <summary>How long the difference must have lasted; the default is 15 s.</summary>
    public TimeSpan Lasting { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a move takes until it shows in the reports; the default is 20 s.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Most moves a minute, over all silos; the default is 12, none turns rebalancing off.</summary>
    public int MovesPerMinute { get; init; } = 12;
}

/// <summary>
/// Decides which silo gives a session to which. It begins when the difference has been large for a while and goes on until it
/// is small; each move is at most half of what is left of the difference once the moves under way are counted, so that no
/// two silos change places. Pure: told the reports and the time. Not thread-safe.
/// </summary>
internal sealed class Rebalancer(RebalanceOptions options)
{
    private readonly List<(MoveOrder Order, DateTimeOffset At)> orders = [];
    private DateTimeOffset? apartSince;
    private bool moving;

    /// <summary>Decides.</summary>
    /// <param name="reports">The last report of every silo.</param>
    /// <param name="now">The time.</param>
    /// <returns>The next move; null where none is due.</returns>
    public MoveOrder? Decide(IReadOnlyCollection<SiloLoadMessage> reports, DateTimeOffset now)
    {
        orders.RemoveAll(order => now - order.At >= TimeSpan.FromMinutes(1));
        SiloLoadMessage[] staying = [.. reports.Where(report => !report.Draining)];
        if (staying.Length < 2)
        {
            apartSince = null;
            moving = false;
            return null;
        }

        SiloLoadMessage[] ordered =
            [.. staying.OrderBy(report => Expected(report, now)).ThenBy(report => report.Silo, StringComparer.Ordinal)];
        SiloLoadMessage least = ordered[0];
        SiloLoadMessage most = ordered[^1];
        double gap = Expected(most, now) - Expected(least, now);
        if (!Due(gap, now) || orders.Count >= options.MovesPerMinute || LoadChoice.Overloaded(least) || most.Heard < 2)
        {
            return null;
        }

        var order = new MoveOrder(most.Silo, least.Silo, gap / 2);
        orders.Add((order with { Load = Math.Min(gap / 2, most.Load / most.Heard) }, now));
        return order;
    }

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

    // A silo that misses deadlines has more to do than it can, whatever it could measure.
    private double Expected(SiloLoadMessage report, DateTimeOffset now)
    {
        double load = report.MissesPerSecond >= LoadChoice.MissesTooMany ? Math.Max(report.Load, 1) : report.Load;
        foreach ((MoveOrder order, DateTimeOffset at) in orders)
        {
            if (now - at < options.Settling)
            {
                load += order.To == report.Silo ? order.Load : order.From == report.Silo ? -order.Load : 0;
            }
        }

        return load;
    }
}
