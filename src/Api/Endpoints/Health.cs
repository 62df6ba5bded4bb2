using SessionService.Api.Probes;

namespace SessionService.Api.Endpoints;

/// <summary><c>/health</c>: for load balancers and supervisors.</summary>
internal static class Health
{
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

    private static async Task<IResult> ReadyAsync(HttpContext http, Readiness readiness)
    {
        IReadOnlyList<string> failing = await readiness.FailingAsync(http.RequestAborted);
        return failing.Count == 0
            ? Results.Ok(new HealthView("ready", []))
            : Results.Json(new HealthView("not_ready", failing), statusCode: 503);
    }
}
