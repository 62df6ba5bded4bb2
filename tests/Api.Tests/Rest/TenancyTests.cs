using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SessionService.Api.Tests.Support;

namespace SessionService.Api.Tests.Rest;

/// <summary>
/// A tenant sees only what is its own. The routes are asked of the running application, so a new one is tried here from
/// its first day.
/// </summary>
public sealed partial class TenancyTests
{
    private const string Mine = "mine";

    /// <summary>What each route with an id is sent; a new route that needs a body must be given one here.</summary>
    private static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal)
    {
        ["POST /v1/projects/{project}/versions"] = $$"""{"map":{{TestService.Map}}}""",
        ["POST /v1/sessions/{session}/events"] = """{"type":"event","id":"a","event":"x"}""",
        ["POST /v1/sessions/{session}/version"] = """{"version":1}""",
        ["POST /v1/sessions/{session}/tokens"] = "{}",
    };

    [Fact]
    public async Task Every_route_answers_another_tenant_as_if_nothing_were_there()
    {
        await using TestService service = await TestService.StartAsync();
        await CreateAsync(service);
        (string Method, string Pattern)[] routes = [.. Routes(service).Where(route => route.Pattern.Contains('{', StringComparison.Ordinal)
            && route.Pattern.StartsWith("/v1", StringComparison.Ordinal))];
        Assert.True(routes.Length >= 14, "The routes were not found.");

        foreach ((string method, string pattern) in routes)
        {
            (string, string)[] headers = [("If-Match", "*"), ("Idempotency-Key", Guid.NewGuid().ToString())];
            string? body = Bodies.GetValueOrDefault($"{method} {pattern}");
            Answer theirs = await service.Beta.SendJsonAsync(new HttpMethod(method), Fill(pattern, Mine), body, headers);
            Answer nothing = await service.Beta.SendJsonAsync(new HttpMethod(method), Fill(pattern, "unknown"), body, [("If-Match", "*")]);

            Assert.Equal((method, pattern, 404), (method, pattern, theirs.Status));
            Assert.Equal((nothing.Status, nothing.Text), (theirs.Status, theirs.Text));
            Assert.Equal(HeaderNames(nothing), HeaderNames(theirs), StringComparer.Ordinal);

            // And it is there: its owner gets something else, so that the 404 above means what it says. Models have no owner.
            if (method == "GET" && !pattern.StartsWith("/v1/models/", StringComparison.Ordinal))
            {
                Assert.NotEqual(404, (await service.Alpha.GetAnswerAsync(Fill(pattern, Mine))).Status);
            }
        }
    }

    [Fact]
    public async Task Wrong_bodies_and_missing_headers_tell_another_tenant_no_more()
    {
        await using TestService service = await TestService.StartAsync();
        await CreateAsync(service);

        foreach ((string method, string pattern) in Routes(service).Where(route => route.Pattern.Contains('{', StringComparison.Ordinal)
            && route.Pattern.StartsWith("/v1", StringComparison.Ordinal)))
        {
            string? body = method == "POST" ? "nonsense" : null;
            Answer answer = await service.Beta.SendJsonAsync(new HttpMethod(method), Fill(pattern, Mine) + "?limit=0", body);
            Assert.Equal((method, pattern, 404), (method, pattern, answer.Status));
        }
    }

    [Fact]
    public async Task Listings_and_sums_hold_only_ones_own()
    {
        await using TestService service = await TestService.StartAsync();
        await CreateAsync(service);

        Assert.Equal("""{"items":[],"next":null}""", (await service.Beta.GetAnswerAsync("/v1/projects")).Text);
        Assert.Equal("""{"items":[],"next":null}""", (await service.Beta.GetAnswerAsync("/v1/sessions")).Text);
        (await service.Beta.GetAnswerAsync("/v1/usage?session=" + Mine)).AssertProblem(404, "not_found");
        Assert.Equal(200, (await service.Alpha.GetAnswerAsync("/v1/usage?session=" + Mine)).Status);
    }

    [Fact]
    public async Task A_session_cannot_be_made_of_another_tenants_project()
    {
        await using TestService service = await TestService.StartAsync();
        await CreateAsync(service);

        Answer theirs = await service.Beta.PostAsync("/v1/sessions", $$"""{"project":"{{Mine}}"}""");
        Answer nothing = await service.Beta.PostAsync("/v1/sessions", """{"project":"unknown"}""");

        Assert.Equal((nothing.Status, nothing.Text), (theirs.Status, theirs.Text));
        Assert.InRange(theirs.Status, 400, 499);
    }

    [Fact]
    public async Task The_same_ids_and_idempotency_keys_do_not_meet()
    {
        await using TestService service = await TestService.StartAsync();
        string body = $$"""{"id":"{{Mine}}","map":{{TestService.Map}}}""";

        Answer alpha = await service.Alpha.PostAsync("/v1/sessions", body, ("Idempotency-Key", "k"));
        Answer beta = await service.Beta.PostAsync("/v1/sessions", body, ("Idempotency-Key", "k"));

        Assert.Equal((201, 201), (alpha.Status, beta.Status));
        Assert.Null(beta.Header("Idempotent-Replayed"));
    }

    [Fact]
    public async Task Every_route_wants_a_credential_unless_it_says_otherwise()
    {
        await using TestService service = await TestService.StartAsync();
        string session = await service.SessionAsync();
        string token = await service.TokenAsync(session);
        using HttpClient withToken = service.Client(token);
        using HttpClient wrong = service.Client("ssk_0123456789abcdef_" + new string('0', 64));
        HashSet<string> open = new(StringComparer.Ordinal) { "/v1/schemas/adaptive-map.json" };

        foreach ((string method, string pattern) in Routes(service).Where(route =>
            route.Pattern.StartsWith("/v1", StringComparison.Ordinal) && !open.Contains(route.Pattern)))
        {
            string path = Fill(pattern, session);
            foreach (HttpClient client in new[] { service.Nobody, wrong })
            {
                Answer answer = await client.SendJsonAsync(new HttpMethod(method), path, null);
                Assert.Equal((method, pattern, 401), (method, pattern, answer.Status));
                answer.AssertProblem(401, "unauthorized");
                Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
            }

            // A session token is for the socket alone, even at its own session's routes.
            int status = (await withToken.SendJsonAsync(new HttpMethod(method), path, null)).Status;
            Assert.Equal((method, pattern, pattern.EndsWith("/socket", StringComparison.Ordinal) ? 426 : 401), (method, pattern, status));
        }
    }

    /// <summary>Every method and pattern of the running application.</summary>
    internal static IEnumerable<(string Method, string Pattern)> Routes(TestService service) =>
        service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                .Select(method => (method, endpoint.RoutePattern.RawText!)));

    private static async Task CreateAsync(TestService service)
    {
        Answer project = await service.Alpha.PostAsync("/v1/projects", $$"""{"id":"{{Mine}}","name":"P","map":{{TestService.Map}}}""");
        Answer session = await service.Alpha.PostAsync("/v1/sessions", $$"""{"id":"{{Mine}}","map":{{TestService.Map}}}""");
        Assert.Equal((201, 201), (project.Status, session.Status));
    }

    private static string Fill(string pattern, string id) =>
        Parameter().Replace(pattern.Replace("{version}", "1", StringComparison.Ordinal), id);

    private static IEnumerable<string> HeaderNames(Answer answer) =>
        answer.Headers.Select(header => header.Key).Where(name => name != "Date").Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{[a-z]+\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parameter();
}
