using System.Text.Json.Nodes;
using SessionService.Api.Tests.Support;
using SessionService.Music;

namespace SessionService.Api.Tests.Rest;

public sealed class ProjectTests
{
    private const string Other = """{"start":"calm","name":"Another"}""";

    [Fact]
    public async Task A_project_is_saved_undone_and_redone()
    {
        await using TestService service = await TestService.StartAsync();
        Answer created = await CreateAsync(service);
        Assert.Equal(201, created.Status);
        Assert.Equal("/v1/projects/p", created.Header("Location"));

        Answer saved = await ChangeAsync(service, "versions", created, $$"""{"map":{{Other}},"comment":"brighter"}""");
        Assert.Equal(201, saved.Status);
        Assert.Equal("/v1/projects/p/versions/2", saved.Header("Location"));
        Answer undone = await ChangeAsync(service, "undo", saved);
        Answer redone = await ChangeAsync(service, "redo", undone);

        Assert.Equal([1, 2, 1, 2], new[] { created, saved, undone, redone }.Select(answer => (int)answer.Json["version"]!));
        Assert.Equal(
            [(false, false), (true, false), (false, true), (true, false)],
            new[] { created, saved, undone, redone }.Select(a => ((bool)a.Json["can_undo"]!, (bool)a.Json["can_redo"]!)));
        (await ChangeAsync(service, "redo", redone)).AssertProblem(409, "nothing_to_redo");
        Answer first = await ChangeAsync(service, "undo", redone);
        (await ChangeAsync(service, "undo", first)).AssertProblem(409, "nothing_to_undo");
    }

    [Fact]
    public async Task A_change_needs_the_revision_it_is_made_on()
    {
        await using TestService service = await TestService.StartAsync();
        Answer created = await CreateAsync(service);
        Answer saved = await ChangeAsync(service, "versions", created, $$"""{"map":{{Other}}}""");

        foreach ((HttpMethod method, string path, string? body) in new[]
        {
            (HttpMethod.Post, "/v1/projects/p/versions", $$"""{"map":{{Other}}}"""),
            (HttpMethod.Post, "/v1/projects/p/undo", null),
            (HttpMethod.Post, "/v1/projects/p/redo", null),
            (HttpMethod.Delete, "/v1/projects/p", null),
        })
        {
            (await service.Alpha.SendJsonAsync(method, path, body)).AssertProblem(428, "revision_required");
            (await service.Alpha.SendJsonAsync(method, path, body, ("If-Match", created.Header("ETag")!))).AssertProblem(412, "revision_mismatch");
            (await service.Alpha.SendJsonAsync(method, path, body, ("If-Match", "\"x\""))).AssertProblem(412, "revision_mismatch");
            (await service.Alpha.SendJsonAsync(method, path, body, ("If-Match", "W/" + saved.Header("ETag")))).AssertProblem(412, "revision_mismatch");
        }

        Answer deleted = await service.Alpha.SendJsonAsync(HttpMethod.Delete, "/v1/projects/p", null, ("If-Match", "*"));
        Assert.Equal(204, deleted.Status);
        (await service.Alpha.GetAnswerAsync("/v1/projects/p")).AssertProblem(404, "not_found");
    }

    [Fact]
    public async Task What_is_known_is_not_sent_again()
    {
        await using TestService service = await TestService.StartAsync();
        await CreateAsync(service);

        foreach (string path in new[] { "/v1/projects/p", "/v1/projects/p/versions/1", "/v1/projects/p/versions/current" })
        {
            Answer read = await service.Alpha.GetAnswerAsync(path);
            Answer again = await service.Alpha.GetAnswerAsync(path, ("If-None-Match", "\"zzz\", " + read.Header("ETag")));
            Answer changed = await service.Alpha.GetAnswerAsync(path, ("If-None-Match", "\"zzz\""));

            Assert.Equal((200, 304, 200), (read.Status, again.Status, changed.Status));
            Assert.Equal(read.Header("ETag"), again.Header("ETag"));
            Assert.Empty(again.Text);
        }
    }

    [Fact]
    public async Task A_version_gives_the_map_as_it_came()
    {
        await using TestService service = await TestService.StartAsync();
        await CreateAsync(service);

        JsonNode version = (await service.Alpha.GetAnswerAsync("/v1/projects/p/versions/1")).Json;

        Assert.Equal(TestService.Map, version["map"]!.ToJsonString());
        Assert.Equal((1, 0, "first"), ((int)version["version"]!, (int)version["parent"]!, (string)version["comment"]!));
        (await service.Alpha.GetAnswerAsync("/v1/projects/p/versions/2")).AssertProblem(404, "not_found");
        (await service.Alpha.GetAnswerAsync("/v1/projects/p/versions/latest")).AssertProblem(404, "not_found");
    }

    [Fact]
    public async Task History_and_listings_come_in_pages()
    {
        await using TestService service = await TestService.StartAsync();
        Answer last = await CreateAsync(service);
        for (int i = 0; i < 4; i++)
        {
            last = await ChangeAsync(service, "versions", last, $$"""{"map":{{Other}}}""");
        }

        Assert.Equal(["5", "4", "3", "2", "1"], await PagesAsync(service, "/v1/projects/p/versions", "version"));
        foreach (string id in new[] { "c", "a", "b", "d" })
        {
            await service.Alpha.PostAsync("/v1/projects", $$"""{"id":"{{id}}","name":"N","map":{{TestService.Map}}}""");
            await service.Alpha.PostAsync("/v1/sessions", $$"""{"id":"{{id}}","map":{{TestService.Map}}}""");
        }

        Assert.Equal(["a", "b", "c", "d", "p"], await PagesAsync(service, "/v1/projects", "id"));
        Assert.Equal(["a", "b", "c", "d"], await PagesAsync(service, "/v1/sessions", "id"));
        (await service.Alpha.GetAnswerAsync("/v1/projects?limit=0")).AssertProblem(400, "invalid_parameter");
        (await service.Alpha.GetAnswerAsync($"/v1/sessions?limit={Limits.PageSize + 1}")).AssertProblem(400, "invalid_parameter");
    }

    [Fact]
    public async Task Faults_are_named_with_their_paths()
    {
        await using TestService service = await TestService.StartAsync();

        Answer answer = await service.Alpha.PostAsync(
            "/v1/projects", $$$"""{"id":"a b","name":"","comment":"{{{new string('x', Limits.CommentLength + 1)}}}","map":{}}""");

        answer.AssertProblem(422, "invalid_input");
        Assert.Equal(["/id", "/name", "/comment", "/map/start"], answer.Paths());
        await CreateAsync(service);
        (await CreateAsync(service)).AssertProblem(409, "id_taken");
    }

    private static Task<Answer> CreateAsync(TestService service) =>
        service.Alpha.PostAsync("/v1/projects", $$"""{"id":"p","name":"P","comment":"first","map":{{TestService.Map}}}""");

    private static Task<Answer> ChangeAsync(TestService service, string what, Answer on, string? body = null) =>
        service.Alpha.PostAsync("/v1/projects/p/" + what, body, ("If-Match", on.Header("ETag")!));

    private static async Task<List<string>> PagesAsync(TestService service, string path, string key)
    {
        List<string> all = [];
        string? after = null;
        do
        {
            Answer page = await service.Alpha.GetAnswerAsync($"{path}?limit=2" + (after is null ? "" : "&after=" + after));
            all.AddRange(page.Json["items"]!.AsArray().Select(item => item![key]!.ToString()));
            after = (string?)page.Json["next"];
        }
        while (after is not null);
        return all;
    }
}
