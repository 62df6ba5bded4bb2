using System.Text.Json.Nodes;
using SessionService.Api.Tests.Support;

namespace SessionService.Api.Tests.Rest;

/// <summary>Tenants read what plays for them, with its licence, and nothing else.</summary>
public sealed class ModelTests
{
    [Fact]
    public async Task Without_models_the_list_is_empty()
    {
        await using TestService service = await TestService.StartAsync(options => options.Models = "");

        Assert.Equal("""{"items":[]}""", (await service.Alpha.GetAnswerAsync("/v1/models")).Text);
        (await service.Alpha.GetAnswerAsync("/v1/models/score-tiny/versions/1.0.0")).AssertProblem(404, "not_found");
    }

    [Fact]
    public async Task What_plays_is_listed_with_licence_and_attribution()
    {
        using ModelFolder models = new();
        await models.MakeAsync($"add {models.Package("1.0.0")}", $"add {models.Package("1.1.0")}", $"add {models.Package("1.2.0")}");
        await models.MakeAsync("promote score-tiny 1.0.0", "canary score-tiny 1.1.0 --share 0.5", "pin beta/shop score-tiny 1.2.0");
        await using TestService service = await TestService.StartAsync(options => options.Models = models.Registry);

        JsonArray alpha = (await service.Alpha.GetAnswerAsync("/v1/models")).Json["items"]!.AsArray();
        JsonArray beta = (await service.Beta.GetAnswerAsync("/v1/models")).Json["items"]!.AsArray();

        Assert.Equal(["1.0.0 live", "1.1.0 canary"], alpha.Select(one => $"{one!["version"]} {one["stage"]}"));
        Assert.Equal(["1.0.0 live", "1.1.0 canary", "1.2.0 candidate"], beta.Select(one => $"{one!["version"]} {one["stage"]}"));
        Assert.Equal(("score-tiny", "MIT"), ((string)alpha[0]!["name"]!, (string)alpha[0]!["licence"]!));
        Assert.Equal("With thanks to nobody.", (string?)alpha[0]!["attribution"]![0]);
    }

    [Fact]
    public async Task Changes_of_the_operator_are_seen_and_cards_of_what_plays_are_shown()
    {
        using ModelFolder models = new();
        await models.MakeAsync($"add {models.Package("1.0.0")}");
        await using TestService service = await TestService.StartAsync(options => options.Models = models.Registry);
        const string card = "/v1/models/score-tiny/versions/1.0.0";
        (await service.Alpha.GetAnswerAsync(card)).AssertProblem(404, "not_found");

        await models.MakeAsync("promote score-tiny 1.0.0");

        Answer answer = await service.Alpha.GetAnswerAsync(card);
        Assert.Equal(200, answer.Status);
        Assert.Contains("## Licence", (string)answer.Json["markdown"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_cannot_be_read_is_said()
    {
        using ModelFolder models = new();
        Directory.CreateDirectory(models.Registry);
        File.WriteAllText(Path.Combine(models.Registry, "registry.json"), "damaged");
        await using TestService service = await TestService.StartAsync(options => options.Models = models.Registry);

        (await service.Alpha.GetAnswerAsync("/v1/models")).AssertProblem(503, "unavailable");
    }

    [Fact]
    public async Task Nobody_changes_stages_over_the_network()
    {
        await using TestService service = await TestService.StartAsync();

        Assert.All(
            TenancyTests.Routes(service).Where(route => route.Pattern.StartsWith("/v1/models", StringComparison.Ordinal)),
            route => Assert.Equal("GET", route.Method));
        (await service.Alpha.PostAsync("/v1/models", "{}")).AssertProblem(405, "method_not_allowed");
    }
}
