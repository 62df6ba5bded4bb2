using System.Text.Json.Nodes;
using SessionService.Api.Tests.Support;

namespace SessionService.Api.Tests.Rest;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_document_lists_every_route_with_what_it_needs()
    {
        await using TestService service = await TestService.StartAsync();

        Answer answer = await service.Nobody.GetAnswerAsync("/openapi/v1.json");
        JsonObject paths = answer.Json["paths"]!.AsObject();

        (string Method, string Pattern)[] routes = [.. TenancyTests.Routes(service).Where(route => IsPublic(route.Pattern))];
        Assert.True(routes.Length >= 25, "The routes were not found.");
        foreach ((string method, string pattern) in routes)
        {
            JsonNode? operation = paths[pattern.TrimEnd('/')]?[method.ToLowerInvariant()];
            Assert.True(operation is not null, $"{method} {pattern} is missing.");
            Assert.False(string.IsNullOrEmpty((string?)operation["summary"]), $"{method} {pattern} has no summary.");
            Assert.False(string.IsNullOrEmpty((string?)operation["operationId"]), $"{method} {pattern} has no operationId.");
            bool secured = operation["security"] is JsonArray { Count: > 0 };
            bool needed = pattern.StartsWith("/v1/", StringComparison.Ordinal) && pattern != "/v1/schemas/adaptive-map.json";
            Assert.Equal((pattern, needed), (pattern, secured));
        }

        Assert.Equal(routes.Length, paths.Sum(path => path.Value!.AsObject().Count));
    }

    [Fact]
    public async Task Names_are_those_of_the_wire()
    {
        await using TestService service = await TestService.StartAsync();

        JsonNode document = (await service.Nobody.GetAnswerAsync("/openapi/v1.json")).Json;
        JsonObject schemas = document["components"]!["schemas"]!.AsObject();

        Assert.NotNull(schemas["ProjectView"]!["properties"]!["can_undo"]);
        Assert.NotNull(schemas["SessionState"]!["properties"]!["next_scene_sample"]);
        Assert.Equal(
            """["accepted","duplicate","suppressed","rejected"]""", schemas["CommandStatus"]!["enum"]!.ToJsonString());
        Assert.Equal("bearer", (string?)document["components"]!["securitySchemes"]!["api_key"]!["scheme"]);
    }

    [Fact]
    public async Task The_page_comes_from_here_alone()
    {
        await using TestService service = await TestService.StartAsync();

        Answer page = await service.Nobody.GetAnswerAsync("/docs/index.html");
        Answer script = await service.Nobody.GetAnswerAsync("/docs/swagger-ui-bundle.js");

        Assert.Equal((200, "text/html"), (page.Status, page.ContentType));
        Assert.Equal(200, script.Status);
        Assert.DoesNotContain("https://", page.Text, StringComparison.Ordinal);
        Assert.Contains("object-src 'none'", page.Header("Content-Security-Policy")!, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Header("X-Content-Type-Options"));
    }

    private static bool IsPublic(string pattern) =>
        pattern.StartsWith("/v1", StringComparison.Ordinal) || pattern.StartsWith("/demo", StringComparison.Ordinal)
        || pattern.StartsWith("/health", StringComparison.Ordinal);
}
