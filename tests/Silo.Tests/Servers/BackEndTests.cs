using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SessionService.Silo.Hosting;
using SessionService.Silo.Options;
using SessionService.Storage;
using SessionService.Storage.Cluster.Tests.Blobs;
using SessionService.Storage.Cluster.Tests.Postgres;
using SessionService.Storage.Cluster.Tests.Redis;
using SessionService.Testing;

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
        await CommandsAsync("--stores", "redis", "--redis", redis.Options.Configuration);
    }

    [Fact]
    public async Task On_PostgreSQL_a_session_outlives_the_silo_that_held_it()
    {
        using var postgres = new PostgresServer();
        await OutlivesAsync(new NodeOptions
        {
            Clustering = ClusteringKind.Postgres, Stores = StoreKind.Postgres, Postgres = postgres.Options.ConnectionString,
        });
        await CommandsAsync("--stores", "postgres", "--postgres", postgres.Options.ConnectionString);
    }

    [Theory]
    [InlineData(SegmentsKind.Enumeration)]
    [InlineData(SegmentsKind.Queues)]
    public async Task On_Azure_Storage_a_session_outlives_the_silo_that_held_it(object kind)
    {
        var segments = (SegmentsKind)kind;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("azure-");
        try
        {
            await OutlivesAsync(new NodeOptions
            {
                Clustering = ClusteringKind.Azure, Data = folder.FullName, ClusterId = $"c{Guid.NewGuid():N}", Segments = segments,
                Account = new AzureAccount { ConnectionString = Azurite.Shared.ConnectionString },
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task With_the_directory_in_Redis_a_session_outlives_the_silo_that_held_it()
    {
        using var redis = new RedisServer();
        await OutlivesAsync(new NodeOptions
        {
            Clustering = ClusteringKind.Redis, Stores = StoreKind.Redis, Directory = DirectoryKind.Redis, Redis = redis.Options.Configuration,
        });
    }

    [Fact]
    public async Task An_account_that_does_not_answer_keeps_a_node_from_starting()
    {
        string nobody = $"127.0.0.1:{FreePort.Take()}/a";
        await using Node node = Node.Build(new NodeOptions
        {
            Roles = NodeRoles.Silo, Clustering = ClusteringKind.Azure, OperationsPort = 0,
            Account = new AzureAccount
            {
                ConnectionString = $"AccountName=a;AccountKey=AAAA;TableEndpoint=http://{nobody};BlobEndpoint=http://{nobody};QueueEndpoint=http://{nobody};",
            },
        });
        StoreOpenException fault = await Assert.ThrowsAsync<StoreOpenException>(() => node.StartAsync(TextWriter.Null, Cancellation));
        Assert.StartsWith("Azure Storage:", fault.Message, StringComparison.Ordinal);
    }

    private static async Task OutlivesAsync(NodeOptions shared)
    {
        await using Node first = await SiloAsync(shared);
        int port = FreePort.Take();
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

        await Hearing.TenFramesAsync(port, key, Cancellation);

        // The only silo leaves for good, and another one takes its place.
        await using Node second = await SiloAsync(shared);
        await first.StopAsync();
        JsonElement state = JsonElement.Parse(await http.GetStringAsync(new Uri("/v1/sessions/tune", UriKind.Relative), Cancellation));
        Assert.Contains("b", new[] { state.GetProperty("scene").GetString(), state.GetProperty("next_scene").GetString() });
        await Hearing.TenFramesAsync(port, key, Cancellation);
        await front.StopAsync();
        await second.StopAsync();
    }

    // What an operator does beside the nodes: keys are made, listed and revoked, and the session is rendered from its log.
    private static async Task CommandsAsync(params string[] stores)
    {
        string key = await SayAsync(["keys", "create", "--tenant", "acme", .. stores]);
        Assert.StartsWith("ssk_", key, StringComparison.Ordinal);
        string id = (await SayAsync(["keys", "list", "--tenant", "acme", .. stores])).Split('\t')[0];
        Assert.StartsWith($"ssk_{id}", key, StringComparison.Ordinal);
        await SayAsync(["keys", "revoke", id, "--tenant", "acme", .. stores]);
        Assert.Contains("revoked", await SayAsync(["keys", "list", "--tenant", "acme", .. stores]), StringComparison.Ordinal);

        string file = Path.Combine(Path.GetTempPath(), $"replay-{Guid.NewGuid():N}.wav");
        Assert.Contains("log verified", await SayAsync(["replay", "--session", "tune", "--seconds", "0.5", "--out", file, .. stores]), StringComparison.Ordinal);
        Assert.True(new FileInfo(file).Length > 24_000 * 4, "The file has less than half a second.");
        File.Delete(file);
    }

    private static async Task<string> SayAsync(string[] words)
    {
        using var output = new StringWriter();
        int code = await NodeCommand.Create().Parse(words).InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = output }, Cancellation);
        Assert.True(code == 0, $"{string.Join(' ', words)}: {output}");
        return output.ToString();
    }

    private static async Task<Node> SiloAsync(NodeOptions shared)
    {
        Node silo = Node.Build(shared with
        {
            Roles = NodeRoles.Silo, SiloPort = FreePort.Take(), GatewayPort = FreePort.Take(), OperationsPort = 0, Workers = 1,
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
