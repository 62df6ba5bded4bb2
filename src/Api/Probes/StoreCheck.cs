using System.Globalization;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Probes;

/// <summary>Whether the store takes writes.</summary>
internal sealed class StoreCheck(IIdempotencyStore store, TimeProvider time) : IReadinessCheck
{
    private static readonly TenantId Own = new("health");

    /// <inheritdoc/>
    public string Name => "store";

    // A real write, one row a minute: only that shows that the disk takes it. Such rows age out with the others.
    /// <inheritdoc/>
    public async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        string minute = now.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
        await store.KeepAsync(Own, minute, new KeptAnswer("", 204, "null"), now, cancellation);
        return true;
    }
}
