using SessionService.Grains.Messages;
using SessionService.Sessions;

namespace SessionService.Grains.Placement;

/// <summary>Which sessions fulfil an order. Pure.</summary>
internal static class SessionPick
{
    /// <summary>The largest that fit, one after the other: fewest moves, and never more load than was asked for.</summary>
    /// <param name="order">What shall go.</param>
    /// <param name="loads">What each session costs, in the unit of the order.</param>
    public static IReadOnlyList<SessionKey> For(MoveOrderMessage order, IReadOnlyDictionary<SessionKey, double> loads)
    {
        List<SessionKey> picked = [];
        double left = order.Load;
        foreach ((SessionKey session, double load) in loads.OrderByDescending(session => session.Value)
            .ThenBy(session => session.Key.Tenant.Value, StringComparer.Ordinal).ThenBy(session => session.Key.Id, StringComparer.Ordinal))
        {
            if (load > 0 && load <= left && picked.Count < order.Sessions)
            {
                picked.Add(session);
                left -= load;
            }
        }

        return picked;
    }
}
