using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SessionService.Bench.Service.Client;

/// <summary>What a customer's backend does: makes sessions over HTTP.</summary>
internal sealed class ServiceClient : IDisposable
{
    private readonly HttpClient http;

    /// <summary>A client of a running service.</summary>
    public ServiceClient(ServiceProcess service)
    {
        http = new HttpClient { BaseAddress = service.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", service.Key);
    }

    /// <summary>Creates a session from a map file.</summary>
    /// <returns>The session's id.</returns>
    public async Task<string> CreateSessionAsync(string mapFile)
    {
        JsonObject request = new() { ["map"] = JsonNode.Parse(await File.ReadAllTextAsync(mapFile)) };
        using HttpResponseMessage answer = await http.PostAsJsonAsync(new Uri("v1/sessions", UriKind.Relative), request);
        string text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"No session: {(int)answer.StatusCode} {text}");
        }

        using JsonDocument json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("session").GetString()!;
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
