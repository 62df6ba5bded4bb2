using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SessionService.Api;
using SessionService.Api.Cli;
using SessionService.Inference.Onnx.Codec;
using SessionService.Inference.Registry;
using SessionService.Inference.Tests.Support;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Local;
using SessionService.Sessions.Log;
using SessionService.Sessions.Streaming;
using SessionService.Sessions.Tests.Hosting.Kit;
using SessionService.Silo.Hosting;
using SessionService.Silo.Options;
using SessionService.Storage;
using SessionService.Testing;

namespace SessionService.Silo.Tests.Models;

/// <summary>An audio-token model on one silo, whose session goes on at a silo without models.</summary>
public sealed class SoundModelTests : IDisposable
{
    private const string Map = """
        { "format": 1, "name": "sounds", "key": "D", "start": "a",
          "scenes": { "a": { "style": "lo-fi", "bpm": 120, "mode": "major", "layers": {
            "bass": { "part": "bass" }, "pad": { "part": "chords", "writer": "codec" } } } } }
        """;

    private const int MostSessions = 12;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sounds-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_silo_writes_sounds_and_one_without_models_takes_the_session_over_and_the_replay_is_identical()
    {
        await BringInAsync();
        var staying = new NodeOptions { Urls = $"http://127.0.0.1:{FreePort.Take()}", SiloPort = FreePort.Take(), GatewayPort = FreePort.Take(), Workers = 1 };
        await using Node stays = await StartAsync(staying);
        await using Node writes = await StartAsync(new NodeOptions
        {
            Roles = NodeRoles.Silo, SiloPort = FreePort.Take(), GatewayPort = FreePort.Take(), PrimaryPort = staying.SiloPort, OperationsPort = 0,
            Workers = 1, Models = ModelsKind.Cpu,
        });
        ISessionHost host = stays.Services.GetRequiredService<ISessionHost>();
        List<IListener> others = [];
        (SessionKey key, IListener listener) = await PlayAtAsync(writes.Services.GetRequiredService<LocalSessionHost>(), host, others);
        var heard = new Recording();
        IStoreSet stores = stays.Services.GetRequiredService<IStoreSet>();
        while (await WrittenAsync(stores, key) < 3)
        {
            await heard.ReadAsync(listener, 48_000, Cancellation);
            Assert.True(heard.EndSample < 120 * 48_000, "In two minutes of music the model wrote fewer than three bars.");
        }

        // The rest of what was written ahead is heard from the other silo.
        Task reading = heard.ReadAsync(listener, 20 * 48_000, Cancellation);
        await writes.StopAsync();
        await reading;
        Assert.Contains(LogKinds.Taken, await stores.Log.ReadAsync(key, 0, Cancellation).Select(entry => entry.Kind).ToListAsync(Cancellation));
        using RegistryDecoders decoders = new(ModelSettings.RegistryOf(Read(null).Service)!);
        await Replaying.AssertAsync(stores.Log, stores.Sessions, key, heard, Cancellation, decoders);
        foreach (IListener one in others)
        {
            await one.DisposeAsync();
        }

        await stays.StopAsync();
    }

    // Sessions go to the silo with less to do; those that went to the other one play on there, until one comes here.
    private static async Task<(SessionKey Key, IListener Listener)> PlayAtAsync(LocalSessionHost there, ISessionHost host, List<IListener> others)
    {
        for (int number = 0; number < MostSessions; number++)
        {
            SessionKey key = new(new TenantId("default"), $"s{number}");
            Assert.Null((await host.CreateAsync(new CreateSession(key.Tenant, key.Id, null, null, Map, 1), Cancellation)).Refusal);
            IListener listener = (await host.ListenAsync(key, new ListenRequest(AudioFormat.Pcm, StreamSelection.Mix, null), Cancellation)).Value!;
            others.Add(listener);
            if (there.Sessions.Any(one => one.Session == key))
            {
                return (key, listener);
            }

            await new Recording().ReadAsync(listener, 3 * 48_000, Cancellation);
        }

        throw new InvalidOperationException($"Of {MostSessions} sessions none was placed on the silo that has models.");
    }

    private static async Task<int> WrittenAsync(IStoreSet stores, SessionKey key) =>
        await stores.Log.ReadAsync(key, 0, Cancellation).CountAsync(entry => entry.Kind == LogKinds.Written, Cancellation);

    private async Task BringInAsync()
    {
        const string Name = "codec-tiny";
        ModelRegistry registry = ModelSettings.RegistryOf(Read(null).Service)!;
        var note = new ChangeNote(DateTimeOffset.UnixEpoch, "test", "to play");
        using StagedPackage package = StagedPackage.OfFolder(registry, PackageFiles.Shipped(Name));
        Assert.Null((await registry.AddAsync(package, note, Cancellation)).Refusal);
        string version = package.Package.Manifest.Version;
        Assert.Null((await registry.ChangeAsync(state => state.Promote(Name, version, anyway: false, note), Cancellation)).Refusal);
    }

    private async Task<Node> StartAsync(NodeOptions options)
    {
        (WebApplicationBuilder builder, ServiceOptions service) = Read(options.Urls);
        Node node = Node.Build(builder, service, options);
        await node.StartAsync(TextWriter.Null, Cancellation);
        return node;
    }

    private (WebApplicationBuilder Builder, ServiceOptions Service) Read(string? urls) => Settings.Read(new CommonValues(folder.FullName, urls));
}
