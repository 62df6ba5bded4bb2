using System.Globalization;
using SessionService.Api.Http;
using SessionService.Music;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Endpoints;

/// <summary><c>/v1/projects/{project}/versions</c>: the history of a project.</summary>
internal static class Versions
{
    /// <summary>Adds the routes.</summary>
    public static void MapVersions(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.TenantGroup("Versions");
        group.MapPost("/projects/{project}/versions", SaveAsync).Idempotent()
            .Describe("saveVersion", "Save a new version and make it current.", "Needs `If-Match` with the project's ETag, or `*`.")
            .Accepts<SaveVersionRequest>("application/json")
            .Produces<ProjectView>(201).Problem(400, 404, 409, 412, 413, 415, 422, 428);
        group.MapGet("/projects/{project}/versions", HistoryAsync)
            .Describe("listVersions", "List versions, newest first.", "`next` is what to send as `after` for the next page.")
            .Produces<Page<VersionView>>().Problem(400, 404);
        group.MapGet("/projects/{project}/versions/{version}", GetAsync)
            .Describe("getVersion", "Read a version with its map.", "A number, or `current`. The map's SHA-256 is the ETag.")
            .Produces<VersionDetail>().Produces(304).Problem(404);
    }

    private static async Task<IResult> SaveAsync(HttpContext http, IProjectStore store, IMapChecker maps, string project)
    {
        (ProjectKey key, long? expected, ApiProblem? problem) = await Projects.ForChangeAsync(http, store, project);
        if (problem is not null)
        {
            return problem;
        }

        Body<SaveVersionRequest> body = await RequestBody.ReadAsync<SaveVersionRequest>(http);
        if (body.Value is not { } request)
        {
            return body.Problem!;
        }

        List<Fault> faults = [];
        Inputs.CheckText(request.Comment, "/comment", 0, Limits.CommentLength, faults);
        string map = Inputs.CheckMap(maps, request.Map, "/map", faults);
        if (faults.Count > 0)
        {
            return Problems.Invalid(faults);
        }

        (ProjectChange change, ProjectRecord? saved) =
            await store.SaveAsync(key, map, request.Comment ?? "", expected, http.RequestAborted);
        if (change != ProjectChange.Done)
        {
            return Projects.Changed(http, change, saved, "save");
        }

        Revisions.Set(http, saved!.Revision);
        string location = string.Create(CultureInfo.InvariantCulture, $"/v1/projects/{key.Id}/versions/{saved.Current}");
        return Results.Created(location, ProjectView.Of(saved));
    }

    private static async Task<IResult> HistoryAsync(HttpContext http, IProjectStore store, string project, int? after, int? limit)
    {
        if (Projects.KeyOf(http, project) is not { } key || await store.FindAsync(key, http.RequestAborted) is null)
        {
            return Problems.NotFound();
        }

        if (Paging.CheckLimit(limit, out int size) is { } problem)
        {
            return problem;
        }

        IReadOnlyList<ProjectVersion> read = await store.HistoryAsync(key, after, size + 1, http.RequestAborted);
        return Results.Ok(Paging.Cut(
            read, size, VersionView.Of, version => version.Version.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<IResult> GetAsync(HttpContext http, IProjectStore store, string project, string version)
    {
        ProjectVersion? found = Projects.KeyOf(http, project) is { } key ? await FindAsync(http, store, key, version) : null;
        if (found is null)
        {
            return Problems.NotFound();
        }

        Revisions.Set(http, found.Sha256);
        return Revisions.IsKnown(http, found.Sha256) ? Results.StatusCode(304) : Results.Ok(VersionDetail.Of(found));
    }

    private static async Task<ProjectVersion?> FindAsync(HttpContext http, IProjectStore store, ProjectKey key, string version)
    {
        if (string.Equals(version, "current", StringComparison.Ordinal))
        {
            ProjectRecord? project = await store.FindAsync(key, http.RequestAborted);
            return project is null ? null : await store.FindVersionAsync(key, project.Current, http.RequestAborted);
        }

        return int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? await store.FindVersionAsync(key, number, http.RequestAborted)
            : null;
    }
}
