using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SessionService.Api;
using SessionService.Api.Cli;
using SessionService.Inference.Registry;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Log;
using SessionService.Sessions.Streaming;
using SessionService.Sessions.Tests.Hosting.Kit;
using SessionService.Silo.Hosting;
using SessionService.Silo.Options;
using SessionService.Storage;
using SessionService.Storage.Blobs;
using SessionService.Testing;

namespace SessionService.Silo.Tests.Models;

/// <summary>The model that comes with the service, run by ONNX Runtime on one silo for the sessions of another.</summary>
public sealed class SharedModelTests : IDisposable
{
    private const string Map = """
        { "format": 1, "name": "song", "key": "D", "start": "a",
          "scenes": { "a": { "style": "folk-acoustic", "mode": "major", "layers": {
            "chords": { "part": "chords" }, "lead": { "part": "lead", "writer": "model" } } } } }
        """;

    private static readonly SessionKey Key = new(new TenantId("default"), "song");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("models-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_silo_without_models_has_its_bars_written_by_anothers_and_the_replay_is_identical()
    {
        var asking = new NodeOptions
        {
            Urls = $"http://127.0.0.1:{FreePort.Take()}", SiloPort = FreePort.Take(), GatewayPort = FreePort.Take(), Workers = 1, Models = ModelsKind.Ask,
        };
        await using Node front = await StartAsync(asking, "asking");
        ISessionHost host = front.Services.GetRequiredService<ISessionHost>();
        Assert.Null((await host.CreateAsync(new CreateSession(Key.Tenant, Key.Id, null, null, Map, 1), Cancellation)).Refusal);
        await using Node writes = await StartAsync(
            new NodeOptions
            {
                Roles = NodeRoles.Silo, SiloPort = FreePort.Take(), GatewayPort = FreePort.Take(), PrimaryPort = asking.SiloPort, OperationsPort = 0,
                Workers = 1, Models = ModelsKind.Cpu,
            },
            "writing");
        await LiveAsync();

        Outcome<IListener> outcome = await host.ListenAsync(Key, new ListenRequest(AudioFormat.Pcm, StreamSelection.Mix, null), Cancellation);
        await using IListener listener = outcome.Value!;
        var heard = new Recording();
        IStoreSet stores = front.Services.GetRequiredService<IStoreSet>();
        while (await WrittenAsync(stores) < 4)
        {
            await heard.ReadAsync(listener, 48_000, Cancellation);
            Assert.True(heard.EndSample < 120 * 48_000, "In two minutes of music the model wrote fewer than four bars.");
        }

        // Beyond the last bar that was written ahead, so that it is heard too.
        await heard.ReadAsync(listener, 5 * 48_000, Cancellation);
        Assert.Equal([LogKinds.Created, LogKinds.Written], await KindsAsync(stores));
        await Replaying.AssertAsync(stores.Log, stores.Sessions, Key, heard, Cancellation);
        await writes.StopAsync();
        await front.StopAsync();
    }

    // The registry that both share says that the model plays: the silo that has models brought it in.
    private async Task LiveAsync()
    {
        ServiceOptions service = Read("reading", null).Service;
        var registry = ModelSettings.RegistryOf(service, new FolderBlobStore(Path.Combine(folder.FullName, "blobs")))!;
        RegistryState state;
        do
        {
            state = await registry.ReadAsync(Cancellation);
        }
        while (state.Find("score-preview")?.Live is null);

        Assert.All(state.History, change => Assert.Equal("service", change.Who));
    }

    private static async Task<int> WrittenAsync(IStoreSet stores) =>
        await stores.Log.ReadAsync(Key, 0, Cancellation).CountAsync(entry => entry.Kind == LogKinds.Written, Cancellation);

    // It never moved to the silo that has the models.
    private static async Task<List<string>> KindsAsync(IStoreSet stores) =>
        await stores.Log.ReadAsync(Key, 0, Cancellation).Select(entry => entry.Kind).Distinct().ToListAsync(Cancellation);

    private async Task<Node> StartAsync(NodeOptions options, string models)
    {
        (WebApplicationBuilder builder, ServiceOptions service) = Read(models, options.Urls);
        Node node = Node.Build(builder, service, options);
        await node.StartAsync(TextWriter.Null, Cancellation);
        return node;
    }

    // Each has a folder of its own for what it has read of the registry; the registry itself is in the blobs.
    private (WebApplicationBuilder Builder, ServiceOptions Service) Read(string models, string? urls)
    {
        (WebApplicationBuilder builder, ServiceOptions service) = Settings.Read(new CommonValues(folder.FullName, urls));
        service.ModelsInBlobs = true;
        service.Models = Path.Combine(folder.FullName, models);
        return (builder, service);
    }
}
