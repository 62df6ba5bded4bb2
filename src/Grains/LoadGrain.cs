using SessionService.Grains.Contracts;
using SessionService.Grains.Hosting;
using SessionService.Grains.Messages;
using SessionService.Grains.Placement;

namespace SessionService.Grains;

/// <summary>The reports of all silos, and who shall give away what.</summary>
/// <param name="options">How sessions are evened out.</param>
/// <param name="time">Clock.</param>
[GrainType("load")]
public sealed class LoadGrain(SessionClusterOptions options, TimeProvider time) : Grain, ILoadGrain
{
    // A silo that has said nothing for so long is gone.
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    private readonly Rebalancer rebalancer = new(options.Rebalance);
    private readonly SortedDictionary<string, (SiloLoadMessage Load, DateTimeOffset At)> reports = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<MoveOrderMessage>> orders = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<LoadTableMessage> ReportAsync(SiloLoadMessage load)
    {
        DateTimeOffset now = time.GetUtcNow();
        reports[load.Silo] = (load, now);
        foreach (string gone in reports.Where(report => now - report.Value.At > Life).Select(report => report.Key).ToArray())
        {
            reports.Remove(gone);
            orders.Remove(gone);
        }

        SiloLoadMessage[] all = [.. reports.Values.Select(report => report.Load)];
        if (rebalancer.Decide(all, now) is { } order)
        {
            if (!orders.TryGetValue(order.From, out List<MoveOrderMessage>? waiting))
            {
                orders[order.From] = waiting = [];
            }

            waiting.Add(new MoveOrderMessage { To = order.To, Load = order.Load, Sessions = order.Sessions });
        }

        MoveOrderMessage[] mine = orders.Remove(load.Silo, out List<MoveOrderMessage>? due) ? [.. due] : [];
        return Task.FromResult(new LoadTableMessage { Silos = all, Orders = mine });
    }
}
