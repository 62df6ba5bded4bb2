using Microsoft.Extensions.Logging.Abstractions;
using SessionService.Api.Pages;
using SessionService.Inference.Registry;
using SessionService.Sessions.Ports;
using SessionService.Storage.Blobs;

namespace SessionService.Api.Tests.Cli;

/// <summary>The model that comes with the service.</summary>
public sealed class ShippedModelsTests : IDisposable
{
    private const string Name = "score-preview";
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("shipped-models-");

    private ServiceOptions Options => new() { Models = Path.Combine(root.FullName, "registry") };

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public async Task It_is_live_after_the_first_start_and_stays_as_it_is_at_the_next()
    {
        await StartAsync();
        RegistryState first = Registry().Read();
        Assert.NotNull(first.Find(Name)?.Live);
        Assert.Equal(["service", "service"], first.History.Select(change => change.Who));

        await StartAsync();
        Assert.Equal(first.Revision, Registry().Read().Revision);
    }

    [Fact]
    public async Task What_an_operator_took_back_is_not_played_again()
    {
        await StartAsync();
        ChangeNote note = new(DateTimeOffset.UnixEpoch, "operator", "");
        await Registry().ChangeAsync(
            state => state.Retire(Name, state.Find(Name)!.Live!, note), TestContext.Current.CancellationToken);
        Assert.Null(Registry().Read().Find(Name)!.Live);
        await StartAsync();
        Assert.Null(Registry().Read().Find(Name)!.Live);
    }

    [Fact]
    public async Task Processes_that_share_a_registry_bring_it_in_once()
    {
        FolderBlobStore blobs = new(Path.Combine(root.FullName, "blobs"));
        ServiceOptions[] processes =
        [
            .. new[] { "a", "b" }.Select(own => new ServiceOptions { Models = Path.Combine(root.FullName, own), ModelsInBlobs = true }),
        ];
        await Task.WhenAll(processes.Select(options => StartAsync(options, blobs)));
        RegistryState said = await ModelSettings.RegistryOf(processes[0], blobs)!.ReadAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(said.Find(Name)?.Live);
        Assert.Equal(2, said.History.Count);
    }

    [Fact]
    public async Task Without_a_registry_nothing_happens()
    {
        await StartAsync(new ServiceOptions { Models = "" });
        Assert.Empty(root.EnumerateFileSystemInfos());
    }

    private ModelRegistry Registry() => ModelSettings.RegistryOf(Options)!;

    private async Task StartAsync(ServiceOptions? options = null, IBlobStore? blobs = null)
    {
        SitePaths paths = new([AppContext.BaseDirectory]);
        Assert.NotNull(paths.Models);
        using ShippedModels shipped = new(paths, options ?? Options, NullLogger<ShippedModels>.Instance, blobs);
        await shipped.StartAsync(TestContext.Current.CancellationToken);
        await shipped.ExecuteTask!;
    }
}
