using System.Globalization;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Endpoints;

/// <summary>Whether the service does.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c> or <c>not_ready</c>.</param>
/// <param name="Failing">What is not ready.</param>
internal sealed record HealthView(string Status, IReadOnlyList<string> Failing);

/// <summary><c>/health</c>: for load balancers and supervisors.</summary>
internal static class Health
{
    private static readonly TenantId Own = new("health");

    /// <summary>Adds the routes.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/health").WithTags("Health").AllowAnonymous().DisableRateLimiting();
        group.MapGet("/live", () => Results.Ok(new HealthView("live", [])))
            .Describe("live", "Whether the process answers.").Produces<HealthView>();
        group.MapGet("/ready", ReadyAsync)
            .Describe("ready", "Whether the store takes writes and the host takes sessions.")
            .Produces<HealthView>().Produces<HealthView>(503);
    }

    private static async Task<IResult> ReadyAsync(
        HttpContext http, IIdempotencyStore store, ISessionHost host, IHostApplicationLifetime lifetime, TimeProvider time)
    {
        List<string> failing = [];
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            failing.Add("stopping");
        }

        // A real write, one row a minute: only that shows that the disk takes it. Such rows age out with the others.
        DateTimeOffset now = time.GetUtcNow();
        KeptAnswer probe = new("", 204, "null");
        string minute = now.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
        await CheckAsync("store", failing, () => store.KeepAsync(Own, minute, probe, now, http.RequestAborted));
        await CheckAsync("host", failing, () => host.StateAsync(new SessionKey(Own, "none"), http.RequestAborted));
        return failing.Count == 0
            ? Results.Ok(new HealthView("ready", []))
            : Results.Json(new HealthView("not_ready", failing), statusCode: 503);
    }

    private static async Task CheckAsync(string name, List<string> failing, Func<Task> check)
    {
        try
        {
            await check();
        }
#pragma warning disable CA1031 // Whatever is thrown, the answer is that this part is not ready.
        catch (Exception)
#pragma warning restore CA1031
        {
            failing.Add(name);
        }
    }
}
