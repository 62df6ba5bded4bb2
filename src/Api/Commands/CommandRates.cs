using System.Threading.RateLimiting;
using SessionService.Sessions;

namespace SessionService.Api.Commands;

/// <summary>How many commands a session takes, over all its sockets and requests on this node.</summary>
internal sealed class CommandRates : IDisposable
{
    private const double RefillsPerSecond = 10;
    private readonly PartitionedRateLimiter<SessionKey> _limiter;

    /// <summary>Buckets with the configured size and rate.</summary>
    public CommandRates(ServiceOptions options)
    {
        TokenBucketRateLimiterOptions bucket = new()
        {
            TokenLimit = options.CommandBurst,
            TokensPerPeriod = Math.Max(1, (int)(options.CommandsPerSecond / RefillsPerSecond)),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1 / RefillsPerSecond),
            QueueLimit = 0,
            AutoReplenishment = true,
        };
        _limiter = PartitionedRateLimiter.Create<SessionKey, SessionKey>(
            key => RateLimitPartition.GetTokenBucketLimiter(key, _ => bucket));
    }

    /// <summary>Takes room for some commands.</summary>
    /// <returns>Null where there is room, else the seconds to wait, at least 1.</returns>
    public int? Take(SessionKey session, int commands)
    {
        using RateLimitLease lease = _limiter.AttemptAcquire(session, commands);
        if (lease.IsAcquired)
        {
            return null;
        }

        return lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait)
            ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))
            : 1;
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
