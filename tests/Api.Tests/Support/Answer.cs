using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace SessionService.Api.Tests.Support;

/// <summary>An answer, read to its end.</summary>
internal sealed record Answer(int Status, string? ContentType, HttpResponseHeaders Headers, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Header(string name) => Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(",", values) : null;

    /// <summary>Checks that this is a problem of a kind, as RFC 9457 shapes it.</summary>
    public JsonNode AssertProblem(int status, string code)
    {
        Assert.Equal((status, code), (Status, Status >= 400 ? Json["code"]?.GetValue<string>() : null));
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal(status, Json["status"]!.GetValue<int>());
        Assert.Equal("urn:sessionservice:problem:" + code, Json["type"]!.GetValue<string>());
        Assert.NotEmpty(Json["title"]!.GetValue<string>());
        return Json;
    }

    /// <summary>Paths of the faults.</summary>
    public string[] Paths() => [.. Json["errors"]!.AsArray().Select(error => error!["path"]!.GetValue<string>())];
}

/// <summary>Requests in one line.</summary>
internal static class HttpExtensions
{
    public static Task<Answer> GetAnswerAsync(this HttpClient client, string path, params (string Name, string Value)[] headers) =>
        client.SendJsonAsync(HttpMethod.Get, path, null, headers);

    public static Task<Answer> PostAsync(this HttpClient client, string path, string? json, params (string Name, string Value)[] headers) =>
        client.SendJsonAsync(HttpMethod.Post, path, json, headers);

    public static async Task<Answer> SendJsonAsync(
        this HttpClient client, HttpMethod method, string path, string? json, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await client.SendAsync(request);
        return new Answer(
            (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers,
            await response.Content.ReadAsStringAsync());
    }
}
