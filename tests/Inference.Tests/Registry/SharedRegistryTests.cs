using System.Text;
using Microsoft.Extensions.Time.Testing;
using SessionService.Inference.Packages;
using SessionService.Inference.Parts;
using SessionService.Inference.Registry;
using SessionService.Inference.Serving;
using SessionService.Inference.Tests.Support;

namespace SessionService.Inference.Tests.Registry;

/// <summary>A registry in a store of blobs that machines share, each with a copy of its own.</summary>
public sealed class SharedRegistryTests : IDisposable
{
    private static readonly ChangeNote Note = RegistryFolder.Note;

    private readonly string root = Directory.CreateTempSubdirectory("shared-").FullName;
    private readonly MemoryBlobs blobs = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_machine_adds_another_fetches_and_reads()
    {
        await AddAsync(Machine("a"), "1.0.0");
        ModelRegistry other = Machine("b");

        RegistryState state = await other.ReadAsync(Stop);
        await other.FetchAsync(state, "score-tiny", "1.0.0", Stop);

        Assert.Equal("score-tiny@1.0.0", other.Open(state, "score-tiny", "1.0.0").Id);
        Assert.Equal(1, Machine("b").Read().Revision);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(other.Folder, "incoming")));
    }

    [Fact]
    public async Task Changes_of_many_machines_at_once_are_all_kept_and_old_states_forgotten()
    {
        await AddAsync(Machine("a"), "1.0.0");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            ModelRegistry registry = Machine($"m{i}");
            for (int k = 0; k < 6; k++)
            {
                Assert.Null((await registry.ChangeAsync(state => state.Pin("score-tiny", "1.0.0", "t", $"p{i}-{k}", Note), Stop)).Refusal);
            }
        })));

        RegistryState state = await Machine("z").ReadAsync(Stop);
        Assert.Equal((25, 24), (state.Revision, state.Models[0].Pins.Count));
        Assert.Equal((8, 0), (blobs.Count(ModelBlobKind.State), blobs.Count(ModelBlobKind.Claim)));
    }

    [Fact]
    public async Task What_a_process_left_that_ended_while_it_changed_something_is_over_after_a_minute()
    {
        ModelRegistry registry = Machine("a");
        await AddAsync(registry, "1.0.0");
        string left = await blobs.PutAsync(ModelBlobKind.Claim, Encoding.ASCII.GetBytes($"{DateTimeOffset.UtcNow.AddSeconds(-61):O} x"), Stop);

        Assert.Null((await registry.ChangeAsync(state => state.Retire("score-tiny", "1.0.0", Note), Stop)).Refusal);

        Assert.Null(await blobs.GetAsync(ModelBlobKind.Claim, left, 100, Stop));
    }

    [Fact]
    public async Task A_store_that_is_away_is_said_and_the_copy_stays()
    {
        ModelRegistry registry = Machine("a");
        await AddAsync(registry, "1.0.0");
        blobs.IsAway = true;

        await Assert.ThrowsAsync<RegistryException>(() => registry.ReadAsync(Stop));
        await Assert.ThrowsAsync<RegistryException>(() => registry.ChangeAsync(state => state.Retire("score-tiny", "1.0.0", Note), Stop));

        Assert.Equal(ModelStage.Candidate, registry.Read().Models[0].Versions[0].Stage);
    }

    [Fact]
    public async Task A_file_that_the_store_lost_is_named_and_nothing_is_half_fetched()
    {
        await AddAsync(Machine("a"), "1.0.0");
        ModelRegistry other = Machine("b");
        RegistryState state = await other.ReadAsync(Stop);
        blobs.Lose(RegistryFolder.Hash(Path.Combine(PackageFiles.Tiny, "graph.onnx")));

        PackageException refused = await Assert.ThrowsAsync<PackageException>(() => other.FetchAsync(state, "score-tiny", "1.0.0", Stop));

        Assert.Contains("graph.onnx is not in the store", refused.Reason, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(other.Folder, "score-tiny")));
    }

    [Fact]
    public async Task A_host_fetches_plays_and_goes_on_while_the_store_is_away()
    {
        ModelRegistry office = Machine("office");
        await AddAsync(office, "1.0.0");
        await office.ChangeAsync(state => state.Promote("score-tiny", "1.0.0", anyway: false, Note), Stop);
        FakeTimeProvider time = new();
        FakeWriters writers = new();
        using RegistryPartWriter host = ModelHost.Open(
            new ModelHostOptions { Folder = Path.Combine(root, "node"), Blobs = blobs }, writers.Make, time)!;

        Assert.Equal(SequenceEnd.Unavailable, await AskAsync(host));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(SequenceEnd.Unavailable, await AskAsync(host));
        Assert.Equal(SequenceEnd.Unavailable, await AskAsync(host));
        Assert.Equal(SequenceEnd.Done, await AskAsync(host));
        blobs.IsAway = true;
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(SequenceEnd.Done, await AskAsync(host));

        // And a machine that starts meanwhile plays what it knew.
        FakeWriters again = new();
        using RegistryPartWriter later = ModelHost.Open(
            new ModelHostOptions { Folder = Path.Combine(root, "node"), Blobs = blobs }, again.Make, time)!;
        Assert.Equal(SequenceEnd.Unavailable, await AskAsync(later));
        Assert.Equal(SequenceEnd.Done, await AskAsync(later));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static async Task<SequenceEnd> AskAsync(RegistryPartWriter host)
    {
        PartAnswer answer = await host.WriteAsync(Bars.Request(), Stop);
        await host.WhenIdleAsync();
        return answer.End;
    }

    private static async Task AddAsync(ModelRegistry registry, string version)
    {
        using PackageFiles.Copy copy = RegistryFolder.Version(version);
        using StagedPackage package = StagedPackage.OfFolder(registry, copy.Folder);
        Assert.Null((await registry.AddAsync(package, Note, Stop)).Refusal);
    }

    private ModelRegistry Machine(string name) => new(Path.Combine(root, name), PackageTrust.Any, blobs);
}
