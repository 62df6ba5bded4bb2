using SessionService.Api.Auth;
using SessionService.Api.Http;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;

namespace SessionService.Api.Endpoints;

/// <summary><c>/v1/sessions/{session}/tokens</c>: what a browser opens a socket with.</summary>
internal static class Tokens
{
    /// <summary>Adds the route.</summary>
    public static void MapTokens(this IEndpointRouteBuilder routes) =>
        routes.TenantGroup("Sessions").MapPost("/sessions/{session}/tokens", IssueAsync)
            .Describe(
                "createToken",
                "Make a short-lived token that opens this session's socket only.",
                "Not kept under an Idempotency-Key: a repeated request makes another token, which does no harm, and tokens are "
                + "not stored.")
            .Accepts<TokenRequest>("application/json")
            .Produces<TokenView>(201).Problem(400, 404, 410, 413, 415);

    /// <summary>Makes a token and says where it is good for.</summary>
    public static async Task<TokenView> MakeAsync(HttpContext http, SessionTokens tokens, SessionKey key, TokenScope scope)
    {
        IssuedToken issued = await tokens.IssueAsync(key, scope, http.RequestAborted);
        return new TokenView(key.Id, issued.Token, scope, issued.ExpiresAt, SocketUrl(http, key));
    }

    /// <summary>Where a session's socket is, as the client sees this server.</summary>
    public static string SocketUrl(HttpContext http, SessionKey key)
    {
        string scheme = http.Request.IsHttps ? "wss" : "ws";
        return $"{scheme}://{http.Request.Host}{http.Request.PathBase}/v1/sessions/{key.Id}/socket";
    }

    private static async Task<IResult> IssueAsync(HttpContext http, ISessionHost host, SessionTokens tokens, string session)
    {
        if (SessionRoutes.KeyOf(http, session) is not { } key)
        {
            return Problems.NotFound();
        }

        Outcome<SessionState> state = await host.StateAsync(key, http.RequestAborted);
        if (state.Refusal is { } refusal)
        {
            return Problems.OfRefusal(refusal, state.Faults);
        }

        if (state.Value!.Closed)
        {
            return Problems.Gone();
        }

        Body<TokenRequest> body = await RequestBody.ReadAsync<TokenRequest>(http, optional: true);
        if (body.Problem is not null)
        {
            return body.Problem;
        }

        TokenView token = await MakeAsync(http, tokens, key, body.Value?.Scope ?? TokenScope.Control);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Created((string?)null, token);
    }
}
