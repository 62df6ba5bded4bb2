using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SessionService.Silo.Hosting;
using SessionService.Silo.Options;
using SessionService.Storage.Cluster.Tests.Postgres;
using SessionService.Storage.Cluster.Tests.Redis;

namespace SessionService.Silo.Tests.Servers;

/// <summary>Two silos and a front end with everything they share on a real server: list of nodes, leases, sessions.</summary>
public sealed class BackEndTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_Redis_a_session_outlives_the_silo_that_held_it()
    {
        using var redis = new RedisServer();
        await OutlivesAsync(new NodeOptions
        {
            Clustering = ClusteringKind.Redis, Stores = StoreKind.Redis, Redis = redis.Options.Configuration,
        });
    }

    [Fact]
    public async Task On_PostgreSQL_a_session_outlives_the_silo_that_held_it()
    {
        using var postgres = new PostgresServer();
        await OutlivesAsync(new NodeOptions
        {
            Clustering = ClusteringKind.Postgres, Stores = StoreKind.Postgres, Postgres = postgres.Options.ConnectionString,
        });
    }

    private static async Task OutlivesAsync(NodeOptions shared)
    {
        await using Node first = await SiloAsync(shared);
        int port = Ports.Free();
        await using Node front = Node.Build(shared with { Roles = NodeRoles.Api, Urls = $"http://127.0.0.1:{port}" });
        using var output = new StringWriter();
        await front.StartAsync(output, Cancellation);
        string key = output.ToString().Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .First(word => word.StartsWith("ssk_", StringComparison.Ordinal)).Trim();
        using HttpClient http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

        using JsonDocument map = JsonDocument.Parse("""
            { "format": 1, "name": "one", "key": "C", "start": "a",
              "scenes": { "a": { "style": "ambient", "mode": "major", "layers": { "pad": { "part": "chords" } } },
                          "b": { "style": "ambient", "mode": "minor", "layers": { "pad": { "part": "chords" } } } },
              "events": { "go": { "do": [{ "scene": "b" }] } } }
            """);
        await PostAsync(http, "/v1/sessions", new { id = "tune", map = map.RootElement, seed = "1" }, HttpStatusCode.Created);
        await PostAsync(http, "/v1/sessions/tune/events", new { type = "event", id = "e1", @event = "go" }, HttpStatusCode.OK);

        // The only silo leaves for good, and another one takes its place.
        await using Node second = await SiloAsync(shared);
        await first.StopAsync();
        JsonElement state = JsonElement.Parse(await http.GetStringAsync(new Uri("/v1/sessions/tune", UriKind.Relative), Cancellation));
        Assert.Equal("b", state.GetProperty("next_scene").GetString());
        await front.StopAsync();
        await second.StopAsync();
    }

    private static async Task<Node> SiloAsync(NodeOptions shared)
    {
        Node silo = Node.Build(shared with
        {
            Roles = NodeRoles.Silo, SiloPort = Ports.Free(), GatewayPort = Ports.Free(), OperationsPort = 0, Workers = 1,
        });
        await silo.StartAsync(TextWriter.Null, Cancellation);
        return silo;
    }

    private static async Task PostAsync(HttpClient http, string path, object body, HttpStatusCode expected)
    {
        using HttpResponseMessage answer = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, Cancellation);
        Assert.True(answer.StatusCode == expected, await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
