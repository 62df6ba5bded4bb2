using SessionService.Api.Auth;
using SessionService.Api.Http;

namespace SessionService.Api.Endpoints;

/// <summary>What routes say about themselves, for the OpenAPI document and the pipeline.</summary>
internal static class RouteDocs
{
    /// <summary>Documents the problems that a route can answer with.</summary>
    public static RouteHandlerBuilder Problem(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (int status in statuses)
        {
            route.Produces<ProblemView>(status, ApiProblem.ContentType);
        }

        return route;
    }

    /// <summary>A summary, and the name that generated clients use.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string name, string summary, string? more = null)
    {
        route.WithName(name).WithSummary(summary);
        return more is null ? route : route.WithDescription(more);
    }

    /// <summary>A POST whose answer is kept under an Idempotency-Key.</summary>
    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder route) => route.WithMetadata(IdempotentRoute.Mark);

    /// <summary>A group under /v1 for holders of API keys.</summary>
    public static RouteGroupBuilder TenantGroup(this IEndpointRouteBuilder routes, string tag)
    {
        RouteGroupBuilder group = routes.MapGroup("/v1").WithTags(tag).RequireAuthorization(Policies.Key);
        group.WithMetadata(
            new ProducesResponseTypeMetadata(401, typeof(ProblemView), [ApiProblem.ContentType]),
            new ProducesResponseTypeMetadata(429, typeof(ProblemView), [ApiProblem.ContentType]));
        return group;
    }
}
