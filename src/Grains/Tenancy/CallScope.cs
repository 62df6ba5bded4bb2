using System.Globalization;
using SessionService.Sessions;

namespace SessionService.Grains.Tenancy;

/// <summary>
/// What travels with every call, and with the calls that it causes: for which tenant it is made, and by when an answer is
/// still of use. It holds for the asynchronous method that enters it and what that awaits.
/// </summary>
public static class CallScope
{
    private const string TenantEntry = "tenant";
    private const string DeadlineEntry = "deadline";

    /// <summary>The tenant the present call is made for; null where none was named.</summary>
    public static TenantId? Tenant => RequestContext.Get(TenantEntry) is string tenant ? new TenantId(tenant) : null;

    /// <summary>
    /// When an answer to the present call stops being of use; null where it never does. Read by another machine's clock,
    /// so it is to be set in seconds, not in milliseconds.
    /// </summary>
    public static DateTimeOffset? Deadline =>
        RequestContext.Get(DeadlineEntry) is string ms
            ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(ms, CultureInfo.InvariantCulture))
            : null;

    /// <summary>Names the tenant and the deadline of the calls that follow.</summary>
    public static void Enter(TenantId tenant, DateTimeOffset? deadline = null)
    {
        RequestContext.Set(TenantEntry, tenant.Value);
        if (deadline is { } at)
        {
            RequestContext.Set(DeadlineEntry, at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            RequestContext.Remove(DeadlineEntry);
        }
    }
}
