using SessionService.Api.Auth;
using SessionService.Api.Demo;
using SessionService.Api.Http;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;

namespace SessionService.Api.Endpoints;

/// <summary>A demo session to open.</summary>
/// <param name="Example">Name of the example to play.</param>
internal sealed record DemoRequest(string Example);

/// <summary>An open demo session.</summary>
/// <param name="Session">Its id.</param>
/// <param name="Token">Token for its socket.</param>
/// <param name="ExpiresAt">When the token runs out.</param>
/// <param name="SocketUrl">Where the socket is.</param>
/// <param name="Example">Name of the example it plays.</param>
/// <param name="Map">Title of its map.</param>
internal sealed record DemoSessionView(
    string Session, string Token, DateTimeOffset ExpiresAt, string SocketUrl, string Example, string Map);

/// <summary>The examples.</summary>
/// <param name="Items">In order of name.</param>
internal sealed record ExampleList(IReadOnlyList<ExampleView> Items);

/// <summary><c>/demo</c>: a door without a credential, for the demo page. Not there where the demo is switched off.</summary>
internal static class DemoRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapDemo(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<ServiceOptions>().Demo.Enabled)
        {
            return;
        }

        RouteGroupBuilder group = app.MapGroup("/demo").WithTags("Demo").AllowAnonymous();
        group.MapGet("/examples", async (Examples examples, CancellationToken cancellation) =>
                Results.Ok(new ExampleList(await examples.ListAsync(cancellation))))
            .Describe("listExamples", "List the examples that the demo can play.")
            .Produces<ExampleList>().Problem(429);
        group.MapPost("/sessions", OpenAsync).RequireRateLimiting(RateLimits.Demo)
            .Describe("openDemoSession", "Open a demo session, without a credential.")
            .Accepts<DemoRequest>("application/json")
            .Produces<DemoSessionView>(201).Problem(400, 404, 409, 413, 415, 429);
        group.MapPost("/sessions/{session}/tokens", RenewAsync)
            .Describe("renewDemoToken", "Make another token for a demo session.")
            .Produces<TokenView>(201).Problem(404, 410, 429);
    }

    private static async Task<IResult> OpenAsync(HttpContext http, DemoDoor door, Examples examples, SessionTokens tokens)
    {
        Body<DemoRequest> body = await RequestBody.ReadAsync<DemoRequest>(http);
        if (body.Value is not { } request)
        {
            return body.Problem!;
        }

        if (await examples.FindAsync(request.Example, http.RequestAborted) is not { } map)
        {
            return Problems.NotFound();
        }

        string id = Inputs.NewId();
        Outcome<SessionState> outcome = await door.OpenAsync(id, map, http.RequestAborted);
        if (outcome.Refusal is { } refusal)
        {
            return Problems.OfRefusal(refusal, outcome.Faults);
        }

        TokenView token = await Tokens.MakeAsync(http, tokens, new SessionKey(DemoDoor.Tenant, id), TokenScope.Control);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Created((string?)null, new DemoSessionView(
            id, token.Token, token.ExpiresAt, token.SocketUrl, request.Example, Examples.TitleOf(map) ?? request.Example));
    }

    private static async Task<IResult> RenewAsync(HttpContext http, DemoDoor door, SessionTokens tokens, string session)
    {
        if (!Ids.IsValid(session))
        {
            return Problems.NotFound();
        }

        Outcome<SessionState> state = await door.TouchAsync(session, http.RequestAborted);
        if (state.Refusal is { } refusal)
        {
            return Problems.OfRefusal(refusal, state.Faults);
        }

        if (state.Value!.Closed)
        {
            return Problems.Gone();
        }

        http.Response.Headers.CacheControl = "no-store";
        SessionKey key = new(DemoDoor.Tenant, session);
        return Results.Created((string?)null, await Tokens.MakeAsync(http, tokens, key, TokenScope.Control));
    }
}
