using SessionService.Inference.Parts;
using SessionService.Inference.Registry;
using SessionService.Inference.Serving;
using SessionService.Inference.Tests.Support;
using SessionService.Music.Composition;

namespace SessionService.Inference.Tests.Registry;

/// <summary>The same with the writer of score models and its scheduler: what a model does comes out at the registry.</summary>
public sealed class SchedulerChaosTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scores_that_are_no_numbers_take_a_canary_back()
    {
        using HostFixture host = new(
            await new RegistryFolder().WithCanaryAsync(), package => new Served(new FakeScores(4, nonsense: package.Manifest.Version == "2.0.0")));
        Assert.Equal(SequenceEnd.Unavailable, await PlayAsync(host));

        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(SequenceEnd.Invalid, await PlayAsync(host));
        }

        Assert.Null(host.Stored.Canary);
        Assert.Equal(20, host.Count("2.0.0", SequenceEnd.Invalid));
        Assert.Equal(SequenceEnd.Done, await PlayAsync(host));
    }

    [Fact]
    public async Task A_lost_device_leaves_the_bars_to_the_rules_until_the_version_is_loaded_anew()
    {
        RegistryFolder folder = new();
        await folder.AddAsync("1.0.0");
        await folder.MakeAsync(state => state.Promote("score-tiny", "1.0.0", anyway: false, RegistryFolder.Note));
        List<FakeScores> models = [];
        using HostFixture host = new(folder, _ =>
        {
            models.Add(new FakeScores(4));
            return new Served(models[^1]);
        });
        await PlayAsync(host);
        Assert.Equal(SequenceEnd.Done, await PlayAsync(host));

        models[0].IsLost = true;
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(SequenceEnd.Unavailable, await PlayAsync(host));
        }

        Assert.Equal(20, host.Count("1.0.0", SequenceEnd.Unavailable));
        Assert.Equal(SequenceEnd.Unavailable, await PlayAsync(host));
        Assert.Single(models);
        await host.LookAgainAsync();
        Assert.Equal(SequenceEnd.Unavailable, await PlayAsync(host));
        Assert.Equal(SequenceEnd.Done, await PlayAsync(host));
        Assert.Equal(2, models.Count);
    }

    [Fact]
    public async Task A_shipped_model_writes_bars_through_the_registry_on_ONNX_Runtime()
    {
        RegistryFolder folder = new();
        using (StagedPackage package = StagedPackage.OfFolder(folder.Registry, PackageFiles.Shipped("score-preview")))
        {
            await folder.Registry.AddAsync(package, RegistryFolder.Note, Stop);
        }

        string version = folder.Registry.Read().Models[0].Versions[0].Version;
        await folder.MakeAsync(state => state.Promote("score-preview", version, anyway: false, RegistryFolder.Note));
        using HostFixture host = new(folder, package => Inference.Onnx.OnnxScoreWriter.Load(
            package, new Inference.Onnx.OnnxOptions { Slots = 2 }, new RuleComposer(), TimeProvider.System));
        Assert.Equal(SequenceEnd.Unavailable, await PlayAsync(host));

        PartAnswer answer = await host.Host.WriteAsync(new Tune().Request(), Stop);

        Assert.Equal(SequenceEnd.Done, answer.End);
        Assert.All(answer.Parts, part => Assert.Equal($"score-preview {version}", part.Writer));
        Assert.True(host.Host.Window("score-preview", version)!.Quality.Notes > 0);
    }

    private static async Task<SequenceEnd> PlayAsync(HostFixture host)
    {
        PartAnswer answer = await host.Host.WriteAsync(new Tune().Request(), Stop);
        await host.Host.WhenIdleAsync();
        return answer.End;
    }

    private sealed class Served(IStepModel model) : IPartWriter, IDisposable
    {
        private readonly InferenceScheduler scheduler = new([model], new SchedulerOptions(), TimeProvider.System);

        public Task<PartAnswer> WriteAsync(PartRequest request, CancellationToken cancellation) =>
            new ScoreBarWriter(Models.Preview, scheduler, new RuleComposer(), new ScoreWriterOptions(), TimeProvider.System)
                .WriteAsync(request, cancellation);

        public void Dispose() => scheduler.Dispose();
    }
}
