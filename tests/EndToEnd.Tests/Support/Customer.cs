using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SessionService.Browser.Tests.Support;

namespace SessionService.EndToEnd.Tests.Support;

/// <summary>A customer's back end: the key that the service printed at its first start, and what is done with it.</summary>
internal sealed partial class Customer : IDisposable
{
    private readonly HttpClient client;

    public Customer(ServiceProcess service)
    {
        client = new HttpClient { BaseAddress = service.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", KeyPattern().Match(service.Said).Value);
    }

    public async Task<JsonNode> PostAsync(string path, JsonNode body, CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, cancellation);
        string text = await answer.Content.ReadAsStringAsync(cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"POST {path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellation) =>
        JsonNode.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative), cancellation))!;

    /// <summary>Creates a session of an example map.</summary>
    public async Task CreateSessionAsync(string id, string example, CancellationToken cancellation)
    {
        string map = await File.ReadAllTextAsync(Repository.In("examples", $"{example}.json"), cancellation);
        await PostAsync("/v1/sessions", new JsonObject { ["id"] = id, ["map"] = JsonNode.Parse(map), ["seed"] = "11" }, cancellation);
    }

    public async Task<string> TokenAsync(string session, CancellationToken cancellation) =>
        (string)(await PostAsync($"/v1/sessions/{session}/tokens", new JsonObject(), cancellation))["token"]!;

    public void Dispose() => client.Dispose();

    [GeneratedRegex("ssk_[A-Za-z0-9_-]+", RegexOptions.None, 1_000)]
    private static partial Regex KeyPattern();
}
