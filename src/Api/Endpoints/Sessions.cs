using SessionService.Api.Auth;
using SessionService.Api.Http;
using SessionService.Music;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Endpoints;

/// <summary><c>/v1/sessions</c>: live performances.</summary>
internal static class SessionRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.TenantGroup("Sessions");
        group.MapPost("/sessions", CreateAsync).Idempotent()
            .Describe("createSession", "Create a session of a project, or of a map given here.")
            .Accepts<CreateSessionRequest>("application/json")
            .Produces<SessionState>(201).Problem(400, 404, 409, 413, 415, 422, 503);
        group.MapGet("/sessions", ListAsync)
            .Describe("listSessions", "List sessions in order of id, closed ones too.")
            .Produces<Page<SessionView>>().Problem(400);
        group.MapGet("/sessions/{session}", StateAsync)
            .Describe("getSession", "Read a session's state now.")
            .Produces<SessionState>().Problem(404, 503);
        group.MapDelete("/sessions/{session}", CloseAsync)
            .Describe("closeSession", "Close a session for good; its log stays.", "Closing twice is closing once.")
            .Produces<SessionState>().Problem(404, 503);
        group.MapPost("/sessions/{session}/version", MoveAsync).Idempotent()
            .Describe("moveToVersion", "Move to another version of the project at the next bar line.")
            .Accepts<MoveVersionRequest>("application/json")
            .Produces<AcknowledgementView>().Problem(400, 404, 410, 413, 415, 422, 503);
    }

    /// <summary>The key of a session in a route; null where the id has not even the shape of one.</summary>
    public static SessionKey? KeyOf(HttpContext http, string session) =>
        Ids.IsValid(session) ? new SessionKey(Caller.Of(http).Tenant, session) : null;

    /// <summary>
    /// The key of a session that this tenant has. Asked before a body is looked at, so that a wrong body is only complained
    /// about to those who may know that the session is there.
    /// </summary>
    public static async Task<SessionKey?> FindAsync(HttpContext http, ISessionHost host, string session) =>
        KeyOf(http, session) is { } key && (await host.StateAsync(key, http.RequestAborted)).Refusal != Refusal.NotFound ? key : null;

    private static async Task<IResult> CreateAsync(HttpContext http, ISessionHost host, IMapChecker maps)
    {
        Body<CreateSessionRequest> body = await RequestBody.ReadAsync<CreateSessionRequest>(http);
        if (body.Value is not { } request)
        {
            return body.Problem!;
        }

        List<Fault> faults = [];
        CreateSession create = Read(request, maps, Caller.Of(http).Tenant, faults);
        if (faults.Count > 0)
        {
            return Problems.Invalid(faults);
        }

        Outcome<SessionState> outcome = await host.CreateAsync(create, http.RequestAborted);
        return outcome.Refusal is { } refusal
            ? Problems.OfRefusal(refusal, outcome.Faults)
            : Results.Created($"/v1/sessions/{outcome.Value!.Session}", outcome.Value);
    }

    private static CreateSession Read(CreateSessionRequest request, IMapChecker maps, TenantId tenant, List<Fault> faults)
    {
        Inputs.CheckId(request.Id, "/id", faults);
        if (request.Project is null == request.Map is null)
        {
            faults.Add(new Fault("", "Expected either project or map."));
        }

        Inputs.CheckId(request.Project, "/project", faults);
        if (request.Version is { } version && (request.Project is null || version < 1))
        {
            faults.Add(new Fault("/version", "Expected a number from 1, together with a project."));
        }

        string? map = request.Map is { } json ? Inputs.CheckMap(maps, json, "/map", faults) : null;
        ulong? seed = Inputs.CheckSeed(request.Seed, "/seed", faults);
        return new CreateSession(tenant, request.Id, request.Project, request.Version, map, seed);
    }

    private static async Task<IResult> ListAsync(HttpContext http, ISessionStore store, string? after, int? limit)
    {
        if (Paging.CheckLimit(limit, out int size) is { } problem)
        {
            return problem;
        }

        IReadOnlyList<SessionRecord> read = await store.ListAsync(Caller.Of(http).Tenant, after, size + 1, http.RequestAborted);
        return Results.Ok(Paging.Cut(read, size, SessionView.Of, session => session.Key.Id));
    }

    private static async Task<IResult> StateAsync(HttpContext http, ISessionHost host, string session)
    {
        if (KeyOf(http, session) is not { } key)
        {
            return Problems.NotFound();
        }

        Outcome<SessionState> outcome = await host.StateAsync(key, http.RequestAborted);
        return outcome.Refusal is { } refusal ? Problems.OfRefusal(refusal, outcome.Faults) : Results.Ok(outcome.Value);
    }

    private static async Task<IResult> CloseAsync(HttpContext http, ISessionHost host, string session)
    {
        if (KeyOf(http, session) is not { } key)
        {
            return Problems.NotFound();
        }

        Outcome<SessionState> outcome = await host.CloseAsync(key, http.RequestAborted);
        return outcome.Refusal is { } refusal ? Problems.OfRefusal(refusal, outcome.Faults) : Results.Ok(outcome.Value);
    }

    private static async Task<IResult> MoveAsync(HttpContext http, ISessionHost host, string session)
    {
        if (await FindAsync(http, host, session) is not { } key)
        {
            return Problems.NotFound();
        }

        Body<MoveVersionRequest> body = await RequestBody.ReadAsync<MoveVersionRequest>(http);
        if (body.Value is not { } request)
        {
            return body.Problem!;
        }

        List<Fault> faults = [];
        string id = request.Id ?? "version-" + Inputs.NewId();
        Inputs.CheckText(id, "/id", 1, Limits.CommandIdLength, faults);
        if (request.Version < 1)
        {
            faults.Add(new Fault("/version", "Expected a number from 1."));
        }

        if (faults.Count > 0)
        {
            return Problems.Invalid(faults);
        }

        Outcome<SubmittedCommand> outcome = await host.MoveToVersionAsync(key, id, request.Version, http.RequestAborted);
        return outcome.Refusal is { } refusal
            ? Problems.OfRefusal(refusal, outcome.Faults)
            : Results.Ok(AcknowledgementView.Of(outcome.Value!));
    }
}
