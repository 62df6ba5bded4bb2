using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SessionService.Api;
using SessionService.Grains.Feeds;
using SessionService.Grains.Models;
using SessionService.Inference.Packages;
using SessionService.Inference.Registry;
using SessionService.Silo.Hosting;
using SessionService.Silo.Options;
using SessionService.Testing;

namespace SessionService.Silo.Tests;

/// <summary>Nodes as an operator starts them, on loopback and on one folder.</summary>
public sealed class NodeTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("node-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task One_node_with_both_roles_serves_and_comes_back_with_its_sessions()
    {
        int port = FreePort.Take();
        var options = new NodeOptions
        {
            Data = folder.FullName, Urls = $"http://127.0.0.1:{port}", SiloPort = FreePort.Take(), GatewayPort = FreePort.Take(), Workers = 1,
        };
        string key;
        JsonElement before;
        await using (Node node = Node.Build(options))
        {
            key = await StartAsync(node);
            using HttpClient client = Client(port, key);
            await CreateAsync(client);
            await PlayEventAsync(client, "e1");
            before = await StateAsync(client);
            await node.StopAsync();
        }

        await using Node again = Node.Build(options);
        await again.StartAsync(TextWriter.Null, Cancellation);
        using HttpClient second = Client(port, key);
        JsonElement after = await StateAsync(second);
        Assert.Equal(before.GetProperty("next_scene").GetString(), after.GetProperty("next_scene").GetString());
        Assert.Equal("battle", after.GetProperty("next_scene").GetString());
        await again.StopAsync();
    }

    [Fact]
    public async Task A_front_end_finds_the_sessions_of_a_silo_of_its_own()
    {
        int port = FreePort.Take();
        var silo = new NodeOptions
        {
            Roles = NodeRoles.Silo, Data = folder.FullName, SiloPort = FreePort.Take(), GatewayPort = FreePort.Take(), Workers = 1,
            OperationsPort = 0,
        };
        await using Node holds = Node.Build(silo);
        await holds.StartAsync(TextWriter.Null, Cancellation);
        await using Node serves = Node.Build(silo with { Roles = NodeRoles.Api, Urls = $"http://127.0.0.1:{port}" });
        string key = await StartAsync(serves);
        using HttpClient client = Client(port, key);
        await CreateAsync(client);
        JsonElement answer = await PlayEventAsync(client, "e1");
        Assert.Contains("battle", answer.GetRawText(), StringComparison.Ordinal);
        await serves.StopAsync();
        await holds.StopAsync();
    }

    [Theory]
    [InlineData("bundles", typeof(BundledSegmentFeed))]
    [InlineData("enumeration", typeof(GrainSegmentFeed))]
    [InlineData("streams", typeof(StreamSegmentFeed))]
    public async Task Segments_come_as_the_setting_says(string segments, Type feed)
    {
        int port = FreePort.Take();
        var silo = new NodeOptions
        {
            Roles = NodeRoles.Silo, Data = folder.FullName, SiloPort = FreePort.Take(), GatewayPort = FreePort.Take(), Workers = 1,
            OperationsPort = 0, Segments = Enum.Parse<SegmentsKind>(segments, ignoreCase: true),
        };
        await using Node holds = Node.Build(silo);
        await holds.StartAsync(TextWriter.Null, Cancellation);
        await using Node serves = Node.Build(silo with { Roles = NodeRoles.Api, Urls = $"http://127.0.0.1:{port}" });
        string key = await StartAsync(serves);
        using HttpClient client = Client(port, key);
        await CreateAsync(client);
        Assert.IsType(feed, serves.Services.GetRequiredService<ISegmentFeed>());
        await Hearing.TenFramesAsync(port, key, Cancellation);
        await serves.StopAsync();
        await holds.StopAsync();
    }

    [Fact]
    public async Task A_silo_with_models_plays_and_brings_in_the_one_that_comes_with_the_service()
    {
        int port = FreePort.Take();
        var options = new NodeOptions
        {
            Data = folder.FullName, Urls = $"http://127.0.0.1:{port}", SiloPort = FreePort.Take(), GatewayPort = FreePort.Take(), Workers = 1,
            Models = ModelsKind.Cpu,
        };
        await using Node node = Node.Build(options);
        string key = await StartAsync(node);
        Assert.Equal(PartDevice.Cpu, node.Services.GetRequiredService<LocalPartWriter>().Device);
        using HttpClient client = Client(port, key);
        await CreateAsync(client);
        await Hearing.TenFramesAsync(port, key, Cancellation);
        var registry = new ModelRegistry(Path.Combine(folder.FullName, "models"), new PackageTrust());
        while (registry.Read().Find("score-preview")?.Live is null)
        {
            await Task.Yield();
        }

        await node.StopAsync();
    }

    [Theory]
    [InlineData("", false, "names no folder")]
    [InlineData("models", true, "no blobs that all nodes can read")]
    public void Models_that_no_silo_could_find_are_refused_at_the_start(string models, bool inBlobs, string why)
    {
        var service = new ServiceOptions { Data = folder.FullName, Models = models, ModelsInBlobs = inBlobs };
        var options = new NodeOptions { Models = ModelsKind.Gpu, Stores = StoreKind.Redis, Redis = "r:6379", Address = new IPAddress([10, 0, 0, 1]) };
        SettingsException fault = Assert.Throws<SettingsException>(() => NodeModels.Add(new ServiceCollection(), service, options));
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    private static async Task<string> StartAsync(Node node)
    {
        using var output = new StringWriter();
        await node.StartAsync(output, Cancellation);
        return output.ToString().Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .First(word => word.StartsWith("ssk_", StringComparison.Ordinal));
    }

    private static HttpClient Client(int port, string key) => new()
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    private static async Task CreateAsync(HttpClient client)
    {
        using JsonDocument map = JsonDocument.Parse(await File.ReadAllTextAsync(Example("game.json"), Cancellation));
        using HttpResponseMessage response = await client.PostAsJsonAsync(
            "/v1/sessions", new { id = "tune", map = map.RootElement, seed = "1" }, Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private static async Task<JsonElement> PlayEventAsync(HttpClient client, string id)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync(
            "/v1/sessions/tune/events", new { type = "event", id, @event = "enter.battle" }, Cancellation);
        string text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }

    private static async Task<JsonElement> StateAsync(HttpClient client) =>
        JsonElement.Parse(await client.GetStringAsync(new Uri("/v1/sessions/tune", UriKind.Relative), Cancellation));

    private static string Example(string name)
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "examples", name)))
        {
            at = at.Parent;
        }

        return Path.Combine(at!.FullName, "examples", name);
    }
}
