using SessionService.Api.Tests.Support;
using SessionService.Inference.Packages;
using SessionService.Inference.Registry;
using SessionService.Storage.Blobs;

namespace SessionService.Api.Tests.Cli;

/// <summary>A registry in the service's own store of blobs.</summary>
public sealed class BlobModelsTests
{
    private static readonly ChangeNote Note = new(DateTimeOffset.UnixEpoch, "ann", "");

    [Fact]
    public async Task Packages_and_stages_come_back_out_of_a_folder_of_blobs()
    {
        using ModelFolder models = new();
        BlobModels blobs = new(new FolderBlobStore(Path.Combine(models.Registry, "blobs")));
        ModelRegistry one = new(Path.Combine(models.Registry, "one"), PackageTrust.Any, blobs);
        using (StagedPackage package = StagedPackage.OfFolder(one, models.Package("1.0.0")))
        {
            Assert.Null((await one.AddAsync(package, Note)).Refusal);
        }

        for (int i = 0; i < 12; i++)
        {
            Assert.Null((await one.ChangeAsync(state => state.Pin("score-tiny", "1.0.0", "t", $"p{i}", Note))).Refusal);
        }

        ModelRegistry other = new(Path.Combine(models.Registry, "other"), PackageTrust.Any, blobs);
        RegistryState state = await other.ReadAsync();
        await other.FetchAsync(state, "score-tiny", "1.0.0");

        Assert.Equal((13, 12), (state.Revision, state.Models[0].Pins.Count));
        Assert.Equal("score-tiny@1.0.0", other.Open(state, "score-tiny", "1.0.0").Id);
        Assert.Equal(8, (await blobs.ListAsync(ModelBlobKind.State, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task The_commands_reach_it_from_any_machine()
    {
        using ModelFolder models = new();
        using ModelFolder elsewhere = new();
        string data = Path.Combine(models.Registry, "data");
        await models.MakeAsync($"add {models.Package("1.0.0")} --in-blobs --data {data}", $"promote score-tiny 1.0.0 --in-blobs --data {data}");

        (int code, string output, _) = await elsewhere.RunAsync("list", "--in-blobs", "--data", data);
        Assert.Equal(0, code);
        Assert.StartsWith("score-tiny\t1.0.0\tlive\t", output, StringComparison.Ordinal);
        Assert.Contains("## Licence", (await elsewhere.RunAsync("card", "score-tiny", "1.0.0", "--in-blobs", "--data", data)).Output, StringComparison.Ordinal);
        Assert.Equal("", (await elsewhere.RunAsync("list", "--data", Path.Combine(data, "other"), "--in-blobs")).Output);
    }

    [Fact]
    public async Task A_blob_that_is_not_what_its_name_says_is_refused()
    {
        using ModelFolder models = new();
        string folder = Path.Combine(models.Registry, "blobs");
        BlobModels blobs = new(new FolderBlobStore(folder));
        string name = await blobs.PutAsync(ModelBlobKind.State, "{}"u8.ToArray(), CancellationToken.None);
        File.WriteAllText(Directory.EnumerateFiles(folder, name, SearchOption.AllDirectories).Single(), "[]");

        await Assert.ThrowsAsync<RegistryException>(() => blobs.GetAsync(ModelBlobKind.State, name, 100, CancellationToken.None));
        Assert.Null(await blobs.GetAsync(ModelBlobKind.Package, name, 100, CancellationToken.None));
        await Assert.ThrowsAsync<RegistryException>(() => blobs.GetAsync(ModelBlobKind.State, "../../x", 100, CancellationToken.None));
    }
}
