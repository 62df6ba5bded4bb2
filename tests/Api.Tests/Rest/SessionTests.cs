using System.Text.Json.Nodes;
using SessionService.Api.Tests.Support;
using SessionService.Music;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Tests.Rest;

public sealed class SessionTests
{
    private const string Event = """{"type":"event","id":"a","event":"x"}""";

    [Theory]
    [InlineData("\"18446744073709551615\"", "18446744073709551615")]
    [InlineData("42", "42")]
    [InlineData("null", "7")]
    public async Task A_session_keeps_its_seed_to_the_last_digit(string seed, string kept)
    {
        await using TestService service = await TestService.StartAsync();

        Answer created = await service.Alpha.PostAsync("/v1/sessions", $$"""{"id":"s","map":{{TestService.Map}},"seed":{{seed}}}""");

        Assert.Equal((201, "/v1/sessions/s"), (created.Status, created.Header("Location")));
        Assert.Equal(kept, (string?)created.Json["seed"]);
        Assert.Equal(kept, (string?)(await service.Alpha.GetAnswerAsync("/v1/sessions/s")).Json["seed"]);
    }

    [Theory]
    [InlineData("""{}""", "")]
    [InlineData("""{"project":"p","map":{"start":"a"}}""", "")]
    [InlineData("""{"project":"../p"}""", "/project")]
    [InlineData("""{"project":"p","version":0}""", "/version")]
    [InlineData("""{"map":{"start":"a"},"version":1}""", "/version")]
    [InlineData("""{"map":{"start":"a"},"seed":-1}""", "/seed")]
    [InlineData("""{"map":{"start":"a"},"seed":"1.5"}""", "/seed")]
    [InlineData("""{"map":{"start":"a"},"seed":18446744073709551616}""", "/seed")]
    [InlineData("""{"map":{"start":"a"},"id":""}""", "/id")]
    [InlineData("""{"map":{}}""", "/map/start")]
    [InlineData("""{"map":[]}""", "/map/start")]
    public async Task A_wrong_session_is_refused_with_the_path(string body, string path)
    {
        await using TestService service = await TestService.StartAsync();

        Answer answer = await service.Alpha.PostAsync("/v1/sessions", body);

        answer.AssertProblem(422, "invalid_input");
        Assert.Equal([path], answer.Paths());
    }

    [Fact]
    public async Task A_session_of_a_project_moves_between_versions()
    {
        await using TestService service = await TestService.StartAsync();
        await service.Alpha.PostAsync("/v1/projects", $$"""{"id":"p","name":"P","map":{{TestService.Map}}}""");
        await service.Alpha.PostAsync("/v1/projects/p/versions", $$"""{"map":{{TestService.Map}}}""", ("If-Match", "*"));

        Answer pinned = await service.Alpha.PostAsync("/v1/sessions", """{"id":"s","project":"p","version":1}""");
        Answer moved = await service.Alpha.PostAsync("/v1/sessions/s/version", """{"version":2,"id":"m"}""");

        Assert.Equal(1, (int?)pinned.Json["version"]);
        Assert.Equal(("m", "version", "2"), ((string?)moved.Json["id"], (string?)moved.Json["cues"]![0]!["kind"], (string?)moved.Json["cues"]![0]!["target"]));
        (await service.Alpha.PostAsync("/v1/sessions/s/version", """{"version":0}""")).AssertProblem(422, "invalid_input");
    }

    [Fact]
    public async Task One_command_is_answered_alone_and_a_batch_in_its_order()
    {
        await using TestService service = await TestService.StartAsync();
        string path = $"/v1/sessions/{await service.SessionAsync()}/events";

        Answer one = await service.Alpha.PostAsync(path, Event);
        Answer list = await service.Alpha.PostAsync(path, """[{"type":"scene","id":"b","scene":"x"},{"type":"stinger","id":"c","stinger":"y"}]""");
        Answer wrapped = await service.Alpha.PostAsync(path, $$"""{"commands":[{{Event}}]}""");

        Assert.Equal(("a", "accepted", 48_000L), ((string?)one.Json["id"], (string?)one.Json["status"], (long?)one.Json["cues"]![0]!["sample"]));
        Assert.Equal(["b", "c"], list.Json["acknowledgements"]!.AsArray().Select(a => (string)a!["id"]!));
        Assert.Equal("duplicate", (string?)wrapped.Json["acknowledgements"]![0]!["status"]);
    }

    [Fact]
    public async Task One_wrong_command_refuses_the_whole_batch()
    {
        await using TestService service = await TestService.StartAsync();
        string session = await service.SessionAsync();
        string path = $"/v1/sessions/{session}/events";

        Answer answer = await service.Alpha.PostAsync(
            path, $$"""{"commands":[{{Event}},{"type":"set","id":"b","parameter":"p","value":"loud"},{"type":"event","event":"x","extra":1}]}""");
        answer.AssertProblem(422, "invalid_input");
        Assert.Equal(["/commands/1/value", "/commands/2/id", "/commands/2/extra"], answer.Paths());

        (await service.Alpha.PostAsync(path, "[]")).AssertProblem(422, "invalid_input");
        (await service.Alpha.PostAsync(path, $$"""{"commands":[{{Event}}],"more":1}""")).AssertProblem(422, "invalid_input");
        string many = string.Join(',', Enumerable.Repeat(Event, Limits.CommandsPerBatch + 1));
        (await service.Alpha.PostAsync(path, $"[{many}]")).AssertProblem(422, "invalid_input");
        Assert.Empty(service.Host.Session("alpha", session).Applied);
    }

    [Fact]
    public async Task Commands_over_the_sessions_rate_are_told_when_to_come_back()
    {
        await using TestService service = await TestService.StartAsync(options =>
        {
            options.CommandBurst = 1_000;
            options.CommandsPerSecond = 10;
        });
        string path = $"/v1/sessions/{await service.SessionAsync()}/events";
        string batch = $"[{string.Join(',', Enumerable.Range(0, 1_000).Select(i => $$"""{"type":"event","id":"c{{i}}","event":"x"}"""))}]";

        Answer first = await service.Alpha.PostAsync(path, batch);
        Answer second = await service.Alpha.PostAsync(path, batch);

        Assert.Equal(200, first.Status);
        second.AssertProblem(429, "rate_limited");
        Assert.True(int.Parse(second.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture) >= 1);
    }

    [Fact]
    public async Task The_cue_log_comes_in_pages()
    {
        await using TestService service = await TestService.StartAsync();
        string session = await service.SessionAsync();
        foreach (string id in new[] { "a", "b", "c" })
        {
            await service.Alpha.PostAsync($"/v1/sessions/{session}/events", $$"""{"type":"event","id":"{{id}}","event":"x"}""");
        }

        Answer first = await service.Alpha.GetAnswerAsync($"/v1/sessions/{session}/cues?limit=2");
        Answer rest = await service.Alpha.GetAnswerAsync($"/v1/sessions/{session}/cues?limit=2&after={first.Json["next"]}");

        Assert.Equal(["a", "b"], first.Json["items"]!.AsArray().Select(item => (string)item!["id"]!));
        Assert.Equal(["c"], rest.Json["items"]!.AsArray().Select(item => (string)item!["id"]!));
        Assert.Null(rest.Json["next"]);
    }

    [Fact]
    public async Task A_closed_session_is_gone_and_stays_listed()
    {
        await using TestService service = await TestService.StartAsync();
        string session = await service.SessionAsync();
        string token = await service.TokenAsync(session);

        Answer closed = await service.Alpha.SendJsonAsync(HttpMethod.Delete, $"/v1/sessions/{session}", null);
        Answer again = await service.Alpha.SendJsonAsync(HttpMethod.Delete, $"/v1/sessions/{session}", null);

        Assert.Equal((200, 200, true), (closed.Status, again.Status, (bool)closed.Json["closed"]!));
        (await service.Alpha.PostAsync($"/v1/sessions/{session}/events", Event)).AssertProblem(410, "session_closed");
        (await service.Alpha.PostAsync($"/v1/sessions/{session}/tokens", json: null)).AssertProblem(410, "session_closed");
        using HttpClient browser = service.Client(token);
        (await browser.GetAnswerAsync($"/v1/sessions/{session}/socket")).AssertProblem(410, "session_closed");
        JsonNode listed = Assert.Single((await service.Alpha.GetAnswerAsync("/v1/sessions")).Json["items"]!.AsArray())!;
        Assert.NotNull(listed["closed_at"]);
    }

    [Fact]
    public async Task Usage_is_summed_over_the_span_asked_for()
    {
        await using TestService service = await TestService.StartAsync();
        DateTimeOffset now = service.Time.GetUtcNow();
        SessionKey key = new(new TenantId("alpha"), "s");
        await service.Sessions.CreateAsync(new SessionRecord(key, null, 0, 1, "{}", now, null));
        await service.Usage.AddAsync([
            new UsageRecord(key, now.AddHours(-1), 96_000, 48_000, 2_500_000, 10, 3, 1, 750_000, 250_000, 4_000),
            new UsageRecord(key, now.AddDays(-40), 1, 1, 1, 1, 1, 1),
        ]);

        JsonNode usage = (await service.Alpha.GetAnswerAsync("/v1/usage?session=s")).Json;

        Assert.Equal(
            (0.75, 0.25, 4_000L),
            ((double)usage["model_cpu_seconds"]!, (double)usage["model_accelerator_seconds"]!, (long)usage["model_tokens"]!));
        Assert.Equal(
            (2.0, 1.0, 2.5, 10L, 3L, 1L),
            ((double)usage["rendered_seconds"]!, (double)usage["listened_seconds"]!, (double)usage["cpu_seconds"]!,
                (long)usage["bytes_sent"]!, (long)usage["commands"]!, (long)usage["late_cues"]!));
        (await service.Alpha.GetAnswerAsync("/v1/usage?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")).AssertProblem(400, "invalid_parameter");
        Assert.Equal(400, (await service.Alpha.GetAnswerAsync("/v1/usage?from=yesterday")).Status);
    }

    [Fact]
    public async Task What_the_store_cannot_take_is_unavailable_for_now()
    {
        await using TestService service = await TestService.StartAsync();
        string session = await service.SessionAsync();
        service.Host.Refuse = Refusal.Unavailable;

        Answer answer = await service.Alpha.PostAsync($"/v1/sessions/{session}/events", Event);

        answer.AssertProblem(503, "unavailable");
        Assert.Equal("1", answer.Header("Retry-After"));
    }
}
