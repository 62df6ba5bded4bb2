using System.Globalization;
using SessionService.Api.Auth;
using SessionService.Api.Http;
using SessionService.Music;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Endpoints;

/// <summary><c>/v1/projects</c>: versioned documents, with undo and redo.</summary>
internal static class Projects
{
    private const string Changes =
        "Needs `If-Match` with the project's ETag, or `*`; 412 says that it has changed since, 428 that the header is missing.";

    /// <summary>Adds the routes.</summary>
    public static void MapProjects(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.TenantGroup("Projects");
        group.MapPost("/projects", CreateAsync).Idempotent()
            .Describe("createProject", "Create a project.")
            .Accepts<CreateProjectRequest>("application/json")
            .Produces<ProjectView>(201).Problem(400, 409, 413, 415, 422);
        group.MapGet("/projects", ListAsync)
            .Describe("listProjects", "List projects in order of id.")
            .Produces<Page<ProjectView>>().Problem(400);
        group.MapGet("/projects/{project}", GetAsync)
            .Describe("getProject", "Read a project.", "Its revision is the ETag; `If-None-Match` gives 304 where it is known.")
            .Produces<ProjectView>().Produces(304).Problem(404);
        group.MapDelete("/projects/{project}", DeleteAsync)
            .Describe("deleteProject", "Delete a project and its versions.", Changes + " Sessions keep their own copy of the map.")
            .Produces(204).Problem(404, 412, 428);
        group.MapPost("/projects/{project}/undo", UndoAsync).Idempotent()
            .Describe("undo", "Make the parent of the current version current.", Changes)
            .Produces<ProjectView>().Problem(404, 409, 412, 428);
        group.MapPost("/projects/{project}/redo", RedoAsync).Idempotent()
            .Describe("redo", "Make the version undone last current again.", Changes)
            .Produces<ProjectView>().Problem(404, 409, 412, 428);
    }

    /// <summary>The key of a project in a route; null where the id has not even the shape of one.</summary>
    public static ProjectKey? KeyOf(HttpContext http, string project) =>
        Ids.IsValid(project) ? new ProjectKey(Caller.Of(http).Tenant, project) : null;

    /// <summary>
    /// Finds the project a change is for and the revision it expects. The project is asked for first, so that a missing
    /// header is only complained about to those who may know that the project is there.
    /// </summary>
    /// <returns>The key and the revision, or the problem.</returns>
    public static async Task<(ProjectKey Key, long? Expected, ApiProblem? Problem)> ForChangeAsync(
        HttpContext http, IProjectStore store, string project)
    {
        if (KeyOf(http, project) is not { } key || await store.FindAsync(key, http.RequestAborted) is null)
        {
            return (default, null, Problems.NotFound());
        }

        ApiProblem? problem = Revisions.Require(http, out long? expected);
        return (key, expected, problem);
    }

    /// <summary>The answer to a change.</summary>
    public static IResult Changed(HttpContext http, ProjectChange change, ProjectRecord? project, string what)
    {
        switch (change)
        {
            case ProjectChange.Done:
                Revisions.Set(http, project!.Revision);
                return Results.Ok(ProjectView.Of(project));
            case ProjectChange.NotFound:
                return Problems.NotFound();
            case ProjectChange.Conflict:
                return Problems.RevisionMismatch();
            case ProjectChange.Nothing:
                return Problems.NothingTo(what);
            default:
                return Problems.Full($"A project has at most {Limits.VersionsPerProject} versions.");
        }
    }

    private static async Task<IResult> CreateAsync(HttpContext http, IProjectStore store, IMapChecker maps)
    {
        Body<CreateProjectRequest> body = await RequestBody.ReadAsync<CreateProjectRequest>(http);
        if (body.Value is not { } request)
        {
            return body.Problem!;
        }

        List<Fault> faults = [];
        Inputs.CheckId(request.Id, "/id", faults);
        Inputs.CheckText(request.Name, "/name", 1, Limits.ProjectNameLength, faults);
        Inputs.CheckText(request.Comment, "/comment", 0, Limits.CommentLength, faults);
        string map = Inputs.CheckMap(maps, request.Map, "/map", faults);
        if (faults.Count > 0)
        {
            return Problems.Invalid(faults);
        }

        TenantId tenant = Caller.Of(http).Tenant;
        if (await store.CountAsync(tenant, http.RequestAborted) >= Limits.ProjectsPerTenant)
        {
            return Problems.Full($"A tenant has at most {Limits.ProjectsPerTenant} projects.");
        }

        ProjectKey key = new(tenant, request.Id ?? Inputs.NewId());
        ProjectRecord? project = await store.CreateAsync(key, request.Name, map, request.Comment ?? "", http.RequestAborted);
        if (project is null)
        {
            return Problems.Taken();
        }

        Revisions.Set(http, project.Revision);
        return Results.Created($"/v1/projects/{key.Id}", ProjectView.Of(project));
    }

    private static async Task<IResult> ListAsync(HttpContext http, IProjectStore store, string? after, int? limit)
    {
        if (Paging.CheckLimit(limit, out int size) is { } problem)
        {
            return problem;
        }

        IReadOnlyList<ProjectRecord> read = await store.ListAsync(Caller.Of(http).Tenant, after, size + 1, http.RequestAborted);
        return Results.Ok(Paging.Cut(read, size, ProjectView.Of, project => project.Key.Id));
    }

    private static async Task<IResult> GetAsync(HttpContext http, IProjectStore store, string project)
    {
        ProjectRecord? found = KeyOf(http, project) is { } key ? await store.FindAsync(key, http.RequestAborted) : null;
        if (found is null)
        {
            return Problems.NotFound();
        }

        string tag = found.Revision.ToString(CultureInfo.InvariantCulture);
        Revisions.Set(http, tag);
        return Revisions.IsKnown(http, tag) ? Results.StatusCode(304) : Results.Ok(ProjectView.Of(found));
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, IProjectStore store, string project)
    {
        (ProjectKey key, long? expected, ApiProblem? problem) = await ForChangeAsync(http, store, project);
        if (problem is not null)
        {
            return problem;
        }

        ProjectChange change = await store.DeleteAsync(key, expected, http.RequestAborted);
        return change == ProjectChange.Done ? Results.NoContent() : Changed(http, change, null, "delete");
    }

    private static async Task<IResult> UndoAsync(HttpContext http, IProjectStore store, string project)
    {
        (ProjectKey key, long? expected, ApiProblem? problem) = await ForChangeAsync(http, store, project);
        if (problem is not null)
        {
            return problem;
        }

        (ProjectChange change, ProjectRecord? changed) = await store.UndoAsync(key, expected, http.RequestAborted);
        return Changed(http, change, changed, "undo");
    }

    private static async Task<IResult> RedoAsync(HttpContext http, IProjectStore store, string project)
    {
        (ProjectKey key, long? expected, ApiProblem? problem) = await ForChangeAsync(http, store, project);
        if (problem is not null)
        {
            return problem;
        }

        (ProjectChange change, ProjectRecord? changed) = await store.RedoAsync(key, expected, http.RequestAborted);
        return Changed(http, change, changed, "redo");
    }
}
