using System.Text.Json.Nodes;
using SessionService.Api.Tests.Support;

namespace SessionService.Api.Tests.Rest;

/// <summary>The demo's door, and the pages.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task A_visitor_opens_an_example_and_its_socket()
    {
        await using TestService service = await TestService.StartAsync();

        JsonNode examples = (await service.Nobody.GetAnswerAsync("/demo/examples")).Json;
        Answer opened = await service.Nobody.PostAsync("/demo/sessions", """{"example":"game"}""");
        string session = (string)opened.Json["session"]!;
        await using TestSocket socket = await TestSocket.OpenAsync(service, session, (string)opened.Json["token"]!);
        Answer renewed = await service.Nobody.PostAsync($"/demo/sessions/{session}/tokens", json: null);

        Assert.Equal("""[{"name":"game","title":"A game"},{"name":"shop","title":"shop"}]""", examples["items"]!.ToJsonString());
        Assert.Equal((201, "A game"), (opened.Status, (string)opened.Json["map"]!));
        Assert.Equal($"ws://{service.Address.Authority}/v1/sessions/{session}/socket", (string?)opened.Json["socket_url"]);
        Assert.Equal("welcome", (string?)(await socket.NextJsonAsync())["type"]);
        await using TestSocket again = await TestSocket.OpenAsync(service, session, (string)renewed.Json["token"]!);
        Assert.Equal("welcome", (string?)(await again.NextJsonAsync())["type"]);
    }

    [Fact]
    public async Task The_door_opens_nothing_else()
    {
        await using TestService service = await TestService.StartAsync();
        string alphas = await service.SessionAsync();

        (await service.Nobody.PostAsync("/demo/sessions", """{"example":"../secret"}""")).AssertProblem(404, "not_found");
        (await service.Nobody.PostAsync("/demo/sessions", """{"example":"none"}""")).AssertProblem(404, "not_found");
        (await service.Nobody.PostAsync("/demo/sessions", "{}")).AssertProblem(400, "malformed_body");
        Answer theirs = await service.Nobody.PostAsync($"/demo/sessions/{alphas}/tokens", json: null);
        Answer nothing = await service.Nobody.PostAsync("/demo/sessions/unknown/tokens", json: null);
        theirs.AssertProblem(404, "not_found");
        Assert.Equal(nothing.Text, theirs.Text);
    }

    [Fact]
    public async Task The_longest_idle_session_makes_room_and_a_heard_one_does_not()
    {
        await using TestService service = await TestService.StartAsync(options => options.Demo.Sessions = 2);
        (string heard, string token) = await OpenAsync(service);
        await using TestSocket socket = await TestSocket.OpenAsync(service, heard, token);
        await socket.NextJsonAsync();
        service.Time.Advance(TimeSpan.FromSeconds(1));
        (string idle, _) = await OpenAsync(service);
        service.Time.Advance(TimeSpan.FromSeconds(1));

        (string third, string thirdToken) = await OpenAsync(service);

        Assert.False(service.Host.Session("demo", heard).Closed);
        Assert.True(service.Host.Session("demo", idle).Closed);
        (await service.Nobody.PostAsync($"/demo/sessions/{idle}/tokens", json: null)).AssertProblem(410, "session_closed");

        await using TestSocket other = await TestSocket.OpenAsync(service, third, thirdToken);
        await other.NextJsonAsync();
        (await service.Nobody.PostAsync("/demo/sessions", """{"example":"game"}""")).AssertProblem(409, "limit_reached");
    }

    [Fact]
    public async Task An_address_opens_only_so_many_a_minute()
    {
        await using TestService service = await TestService.StartAsync(options => options.Demo.SessionsPerMinute = 2);

        await OpenAsync(service);
        await OpenAsync(service);

        (await service.Nobody.PostAsync("/demo/sessions", """{"example":"game"}""")).AssertProblem(429, "rate_limited");
    }

    [Fact]
    public async Task Switched_off_there_is_no_door_and_no_page()
    {
        await using TestService service = await TestService.StartAsync(options => options.Demo.Enabled = false, WriteSite);

        (await service.Nobody.PostAsync("/demo/sessions", """{"example":"game"}""")).AssertProblem(404, "not_found");
        (await service.Nobody.GetAnswerAsync("/")).AssertProblem(404, "not_found");
        Assert.Equal(200, (await service.Nobody.GetAnswerAsync("/client/sessionservice.js")).Status);
    }

    [Fact]
    public async Task Pages_and_client_are_served_with_their_headers()
    {
        await using TestService service = await TestService.StartAsync(site: WriteSite);

        Answer page = await service.Nobody.GetAnswerAsync("/");
        Answer client = await service.Nobody.GetAnswerAsync("/client/sessionservice.js");
        Answer outside = await service.Nobody.GetAnswerAsync("/..%2fexamples/game.json");

        Assert.Equal((200, "text/html", "<p>demo"), (page.Status, page.ContentType, page.Text));
        Assert.Contains("default-src 'self'", page.Header("Content-Security-Policy")!, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Header("X-Content-Type-Options"));
        Assert.Equal((200, "text/javascript", "*"), (client.Status, client.ContentType, client.Header("Access-Control-Allow-Origin")));
        Assert.Equal(404, outside.Status);
    }

    [Fact]
    public async Task Another_origin_may_call_the_api()
    {
        await using TestService service = await TestService.StartAsync();

        Answer preflight = await service.Nobody.SendJsonAsync(
            HttpMethod.Options, "/v1/sessions", null, ("Origin", "https://shop.example"),
            ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,content-type"));
        Answer call = await service.Alpha.GetAnswerAsync("/v1/styles", ("Origin", "https://shop.example"));

        Assert.Equal((204, "*"), (preflight.Status, preflight.Header("Access-Control-Allow-Origin")));
        Assert.Equal("*", call.Header("Access-Control-Allow-Origin"));
        Assert.Null(call.Header("Access-Control-Allow-Credentials"));
    }

    private static void WriteSite(DirectoryInfo root)
    {
        File.WriteAllText(Path.Combine(root.CreateSubdirectory("demo").FullName, "index.html"), "<p>demo");
        File.WriteAllText(
            Path.Combine(root.CreateSubdirectory(Path.Combine("clients", "web", "dist")).FullName, "sessionservice.js"), "export {};");
    }

    private static async Task<(string Session, string Token)> OpenAsync(TestService service)
    {
        Answer opened = await service.Nobody.PostAsync("/demo/sessions", """{"example":"game"}""");
        Assert.Equal(201, opened.Status);
        return ((string)opened.Json["session"]!, (string)opened.Json["token"]!);
    }
}
