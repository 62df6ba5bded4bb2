using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using SessionService.Api.Auth;
using SessionService.Api.Telemetry;

namespace SessionService.Api.Http;

/// <summary>Rates of requests: each tenant has its own bucket, and so has each address that shows no credential.</summary>
internal static class RateLimits
{
    /// <summary>Policy of the demo's door.</summary>
    public const string Demo = "demo";

    /// <summary>Adds the limiter.</summary>
    public static void AddRateLimits(this IServiceCollection services, ServiceOptions options)
    {
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                Caller.TenantOf(http) is { } tenant
                    ? Bucket("tenant " + tenant.Value, options.RequestBurst, options.RequestsPerSecond)
                    : Bucket("address " + Address(http), options.AnonymousRequestBurst, options.AnonymousRequestsPerSecond));
            limiter.AddPolicy(Demo, http => RateLimitPartition.GetFixedWindowLimiter(
                Address(http), _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = options.Demo.SessionsPerMinute,
                    Window = TimeSpan.FromMinutes(1),
                    QueueLimit = 0,
                }));
            limiter.OnRejected = RejectAsync;
        });
    }

    private static async ValueTask RejectAsync(OnRejectedContext context, CancellationToken cancellation)
    {
        context.HttpContext.RequestServices.GetRequiredService<ApiMetrics>().RateLimited("http");
        int seconds = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait)
            ? (int)Math.Ceiling(wait.TotalSeconds)
            : 1;
        await Problems.TooMany(seconds).ExecuteAsync(context.HttpContext);
    }

    private static RateLimitPartition<string> Bucket(string name, int burst, int perSecond) =>
        RateLimitPartition.GetTokenBucketLimiter(name, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
            AutoReplenishment = true,
        });

    // An IPv6 customer owns a whole /64; counting its addresses one by one would limit nothing.
    private static string Address(HttpContext http)
    {
        IPAddress? address = http.Connection.RemoteIpAddress;
        if (address is null)
        {
            return "unknown";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.GetAddressBytes() is { Length: 16 } bytes
            ? Convert.ToHexString(bytes, 0, 8)
            : string.Create(CultureInfo.InvariantCulture, $"{address}");
    }
}
