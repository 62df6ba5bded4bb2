using System.IO.Compression;
using System.Text;
using SessionService.Inference.Packages;
using SessionService.Inference.Registry;
using SessionService.Inference.Tests.Support;
using SessionService.Music;

namespace SessionService.Inference.Tests.Registry;

/// <summary>The folder: what comes in, what it says, and what it refuses.</summary>
public sealed class ModelRegistryTests
{
    [Fact]
    public async Task A_package_comes_in_whole_and_is_read_again()
    {
        using RegistryFolder folder = new();
        using PackageFiles.Copy copy = RegistryFolder.Version("1.2.3");
        using (StagedPackage package = StagedPackage.OfFolder(folder.Registry, copy.Folder))
        {
            Assert.Equal(RegistryFolder.Hash(copy[ModelPackage.ManifestFile]), package.ManifestHash);
            Assert.Null((await folder.Registry.AddAsync(package, RegistryFolder.Note)).Refusal);
        }

        RegistryState state = new ModelRegistry(folder.Registry.Folder, PackageTrust.Any).Read();

        Assert.Equal(ModelStage.Candidate, Assert.Single(Assert.Single(state.Models).Versions).Stage);
        Assert.Equal((1, "ann"), (state.Revision, Assert.Single(state.History).Who));
        Assert.Equal("score-tiny@1.2.3", folder.Registry.Open(state, "score-tiny", "1.2.3").Id);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["incoming"]));
    }

    [Fact]
    public async Task All_that_a_state_says_is_kept()
    {
        using RegistryFolder folder = await new RegistryFolder().WithCanaryAsync(0.3);
        await folder.MakeAsync(state => state.MarkReady("score-tiny", "2.0.0", RegistryFolder.Note));
        await folder.MakeAsync(state => state.Pin("score-tiny", "1.0.0", "t", "p", RegistryFolder.Note));

        RegistryState read = folder.Registry.Read();
        ModelEntry model = Assert.Single(read.Models);

        Assert.Equal((6, 6), (read.Revision, read.History.Count));
        Assert.Equal(("1.0.0", "2.0.0"), (model.Live, model.Canary));
        Assert.Equal(new CanaryRun(0.3, 4, Ready: true), model.Run);
        Assert.Equal(new ProjectPin("t", "p", "1.0.0"), Assert.Single(model.Pins));
        await folder.MakeAsync(state => state.Promote("score-tiny", null, anyway: false, RegistryFolder.Note));
        Assert.Equal(["1.0.0"], folder.Registry.Read().Models[0].Earlier);
    }

    [Fact]
    public async Task Changes_at_once_are_made_one_after_the_other()
    {
        using RegistryFolder folder = new();
        await folder.AddAsync("1.0.0");
        ModelRegistry other = new(folder.Registry.Folder, PackageTrust.Any);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => (i % 2 == 0 ? other : folder.Registry)
            .ChangeAsync(state => state.Pin("score-tiny", "1.0.0", "t", $"p{i}", RegistryFolder.Note)))));

        Assert.Equal((17, 16), (other.Read().Revision, other.Read().Models[0].Pins.Count));
    }

    [Fact]
    public async Task What_is_refused_changes_nothing()
    {
        using RegistryFolder folder = new();
        await folder.AddAsync("1.0.0");
        string before = File.ReadAllText(folder[ModelRegistry.StateFile]);
        using PackageFiles.Copy copy = RegistryFolder.Version("1.0.0");
        copy.Replace(ModelPackage.ManifestFile, "\"seed\": 1", "\"seed\": 2");
        using StagedPackage package = StagedPackage.OfFolder(folder.Registry, copy.Folder);

        Assert.Contains("other content", (await folder.Registry.AddAsync(package, RegistryFolder.Note)).Refusal, StringComparison.Ordinal);

        Assert.Equal(before, File.ReadAllText(folder[ModelRegistry.StateFile]));
        Assert.Equal("score-tiny@1.0.0", folder.Registry.Open(folder.Registry.Read(), "score-tiny", "1.0.0").Id);
    }

    [Fact]
    public async Task A_package_that_changed_after_it_came_in_is_refused()
    {
        using RegistryFolder folder = new();
        await folder.AddAsync("1.0.0");
        folder.Break("1.0.0");

        PackageException refused = Assert.Throws<PackageException>(() => folder.Registry.Open(folder.Registry.Read(), "score-tiny", "1.0.0"));

        Assert.Contains("not the one that was added", refused.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "at $")]
    [InlineData("{\"format\":2,\"revision\":1,\"models\":[],\"history\":[]}", "format 2; 1 is known")]
    [InlineData("{\"format\":1,\"revision\":1,\"models\":[{\"name\":\"../x\",\"versions\":[]}],\"history\":[]}", "'../x'")]
    [InlineData("{\"format\":1,\"revision\":1,\"models\":[{\"name\":\"x\",\"versions\":[{\"version\":\"1.0.0\",\"stage\":\"canary\",\"manifest\":\"a\"}]}],\"history\":[]}", "contradicts itself")]
    [InlineData("{\"format\":1,\"revision\":1,\"models\":[{\"name\":\"x\",\"versions\":[{\"version\":\"../..\",\"stage\":\"live\",\"manifest\":\"a\"}]}],\"history\":[]}", "whose name")]
    public void A_state_that_is_none_is_refused(string json, string expected)
    {
        using RegistryFolder folder = new();
        Directory.CreateDirectory(folder.Registry.Folder);
        File.WriteAllText(folder[ModelRegistry.StateFile], json);

        string message = Assert.Throws<RegistryException>(() => folder.Registry.Read()).Message;

        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archives_come_in_flat_or_in_one_folder()
    {
        using RegistryFolder folder = new();
        foreach ((string version, string top) in new[] { ("1.0.0", ""), ("1.0.1", "score-tiny/") })
        {
            using PackageFiles.Copy copy = RegistryFolder.Version(version);
            byte[] zip = RegistryFolder.Zip(copy.Folder, name => top + name);
            using StagedPackage package = StagedPackage.OfArchive(folder.Registry, "it.zip", zip);
            Assert.Equal(64, package.ArchiveHash!.Length);
            Assert.Null((await folder.Registry.AddAsync(package, RegistryFolder.Note)).Refusal);
        }

        Assert.Equal(2, folder.Registry.Read().Models[0].Versions.Count);
    }

    [Theory]
    [InlineData("../{0}", "plain names")]
    [InlineData("/{0}", "plain names")]
    [InlineData("..\\{0}", "plain names")]
    [InlineData("a/b/{0}", "plain names")]
    [InlineData("a/../../{0}", "plain names")]
    [InlineData(".{0}", "plain names")]
    [InlineData("one-and-the-same", "already exists")]
    public void Names_that_lead_elsewhere_do_not_come_out_of_an_archive(string pattern, string expected)
    {
        using RegistryFolder folder = new();
        byte[] zip = RegistryFolder.Zip(PackageFiles.Tiny, name => pattern.Replace("{0}", name, StringComparison.Ordinal));

        PackageException refused = Assert.Throws<PackageException>(() => StagedPackage.OfArchive(folder.Registry, "it.zip", zip));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["incoming"]));
        Assert.False(File.Exists(folder["graph.onnx"]));
    }

    [Fact]
    public void What_unpacks_to_more_than_a_package_is_cut_off()
    {
        using RegistryFolder folder = new();
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = zip.CreateEntry("graph.onnx", CompressionLevel.Optimal).Open();
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 40; i++)
            {
                entry.Write(zeros);
            }
        }

        Assert.True(bytes.Length < Limits.ModelArchiveBytes / 100);
        Assert.Contains("unpacks to more", Refusal(folder, bytes.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Archives_of_too_many_files_and_none_at_all_are_refused()
    {
        using RegistryFolder folder = new();
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (int i = 0; i < 33; i++)
            {
                zip.CreateEntry($"file-{i}");
            }
        }

        Assert.Contains("33 entries", Refusal(folder, bytes.ToArray()), StringComparison.Ordinal);
        Assert.Contains("no zip archive", Refusal(folder, Encoding.UTF8.GetBytes("this is no archive")), StringComparison.Ordinal);
        Assert.Contains("at most", Refusal(folder, new byte[Limits.ModelArchiveBytes + 1]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_folders_or_links_is_refused()
    {
        using RegistryFolder folder = new();
        using PackageFiles.Copy copy = PackageFiles.OfTiny();
        Directory.CreateDirectory(copy["more"]);
        Assert.Contains("without folders and links", Assert.Throws<PackageException>(() => StagedPackage.OfFolder(folder.Registry, copy.Folder)).Message, StringComparison.Ordinal);
        Assert.Contains("no such folder", Assert.Throws<PackageException>(() => StagedPackage.OfFolder(folder.Registry, copy["none"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operators_rules_hold_at_the_door_and_later()
    {
        using RegistryFolder open = new();
        await open.AddAsync("1.0.0");
        ModelRegistry strict = new(open.Registry.Folder, new PackageTrust { Allowed = new HashSet<string>(StringComparer.Ordinal) { "other" } });

        Assert.Contains("not among the models", Assert.Throws<PackageException>(() => StagedPackage.OfFolder(strict, PackageFiles.Tiny)).Message, StringComparison.Ordinal);
        Assert.Contains("not among the models", Assert.Throws<PackageException>(() => strict.Open(strict.Read(), "score-tiny", "1.0.0")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_says_licence_attribution_and_what_was_measured()
    {
        ModelCard card = ModelCard.Read(File.ReadAllBytes(Path.Combine(PackageFiles.Shipped("score-preview"), ModelPackage.ManifestFile)));

        Assert.Equal(("score-preview", "CC-BY-4.0"), (card.Name, card.Licence));
        Assert.NotEmpty(card.Attribution);
        Assert.InRange(card.Measures["melody on chord tones at strong beats"], 0.5, 1);
        Assert.Contains("## Licence", card.Markdown, StringComparison.Ordinal);
        Assert.Contains(card.Attribution[0], card.Markdown, StringComparison.Ordinal);
        Assert.Contains("| melody repeats a pitch |", card.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grown_models_card_says_what_it_began_as()
    {
        ModelCard card = ModelCard.Read(File.ReadAllBytes(Path.Combine(PackageFiles.Shipped("score-full"), ModelPackage.ManifestFile)));

        Assert.Contains("It began as score-preview 1.1.0, which had seen 3979794 tokens.", card.Markdown, StringComparison.Ordinal);
    }

    private static string Refusal(RegistryFolder folder, byte[] zip) =>
        Assert.Throws<PackageException>(() => StagedPackage.OfArchive(folder.Registry, "it.zip", zip)).Message;
}
