using SessionService.Grains.Contracts;
using SessionService.Sessions;

namespace SessionService.Grains.Tenancy;

/// <summary>
/// Stands before every grain: a call that is not made for the tenant in the grain's key is refused, whoever makes it, and
/// so is one that nobody waits for any more. What a grain tells itself, such as that a timer is due, passes, and so does a caller's
/// word that it has given up a call of its own.
/// </summary>
/// <param name="time">Clock of the deadlines.</param>
public sealed class TenantCallFilter(TimeProvider time) : IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    /// <exception cref="UnauthorizedAccessException">The call is made for another tenant, or for none.</exception>
    /// <exception cref="TimeoutException">Its deadline has passed.</exception>
    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.TargetContext.GrainInstance is ITenantBound && context.SourceId != context.TargetId && !IsGivingUp(context))
        {
            Check(context.TargetId);
        }

        return context.Invoke();
    }

    // Orleans sends it on its own, after the asking method has left the tenant's scope. It names a call and says nothing else.
    private static bool IsGivingUp(IIncomingGrainCallContext context) =>
        string.Equals(context.InterfaceName, "Orleans.Runtime.IGrainCallCancellationExtension", StringComparison.Ordinal);

    private void Check(GrainId target)
    {
        (TenantId owner, _) = GrainKeys.Parse(target.Key.ToString()!);
        if (CallScope.Tenant != owner)
        {
            // The key is not told: whether it exists is not the caller's business.
            throw new UnauthorizedAccessException("The call is not made for the tenant of the grain.");
        }

        if (CallScope.Deadline < time.GetUtcNow())
        {
            throw new TimeoutException("The call came after its deadline.");
        }
    }
}
