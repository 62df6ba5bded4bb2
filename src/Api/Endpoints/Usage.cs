using SessionService.Api.Auth;
using SessionService.Api.Http;
using SessionService.Music.Time;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Endpoints;

/// <summary><c>/v1/usage</c>: what the tenant used.</summary>
internal static class Usage
{
    private const int DefaultDays = 30;

    /// <summary>Adds the route.</summary>
    public static void MapUsage(this IEndpointRouteBuilder routes) =>
        routes.TenantGroup("Usage").MapGet("/usage", SumAsync)
            .Describe(
                "getUsage",
                "What the tenant, or one of its sessions, used.",
                "`from` is inclusive, `to` exclusive, both RFC 3339; the last 30 days by default.")
            .Produces<UsageView>().Problem(400, 404);

    private static async Task<IResult> SumAsync(
        HttpContext http, IUsageStore store, ISessionStore sessions, TimeProvider time,
        DateTimeOffset? from, DateTimeOffset? to, string? session)
    {
        TenantId tenant = Caller.Of(http).Tenant;
        if (session is not null
            && (!Ids.IsValid(session) || await sessions.FindAsync(new SessionKey(tenant, session), http.RequestAborted) is null))
        {
            return Problems.NotFound();
        }

        DateTimeOffset end = to ?? time.GetUtcNow();
        DateTimeOffset start = from ?? end.AddDays(-DefaultDays);
        if (start > end)
        {
            return Problems.BadParameter("from", "Expected a time before to.");
        }

        UsageRecord sum = await store.SumAsync(tenant, session, start, end, http.RequestAborted);
        return Results.Ok(new UsageView(
            session, start, end,
            sum.RenderedSamples / (double)MusicalTime.SampleRate,
            sum.ListenedSamples / (double)MusicalTime.SampleRate,
            sum.CpuMicroseconds / 1e6, sum.BytesSent, sum.Commands, sum.LateCues,
            sum.ModelCpuMicroseconds / 1e6, sum.ModelAcceleratorMicroseconds / 1e6, sum.ModelTokens));
    }
}
