using SessionService.Inference.Onnx;
using SessionService.Inference.Packages;
using SessionService.Inference.Registry;
using SessionService.Inference.Tests.Support;

namespace SessionService.Inference.Tests.Codec;

/// <summary>Packages of audio-token models are let in by the same door.</summary>
public sealed class CodecPackageTests
{
    private static readonly ChangeNote Note = new(DateTimeOffset.UnixEpoch, "test", "");

    [Theory]
    [InlineData("codec-tiny", 4, 50)]
    [InlineData("codec-depth-tiny", 12, 25)]
    public void Scores_and_sound_are_those_of_PyTorch(string name, int codebooks, double framesPerSecond)
    {
        ModelPackage package = CodecPackages.Of(name);

        Assert.Equal(codebooks, package.Manifest.Codec!.Codebooks);
        Assert.Equal(framesPerSecond, package.Manifest.Codec.FramesPerSecond);
        Assert.InRange(StoredOutputs.Check(package), 0, 1e-4);
    }

    [Theory]
    [InlineData("\"role\": \"decoder\"", "\"role\": \"encoder\"", "one file of role 'decoder'")]
    [InlineData("\"codebooks\": 12", "\"codebooks\": 0", "out of its range")]
    [InlineData("\"codebooks\": 12", "\"codebooks\": 11", "delays of 12 codebooks; 11")]
    [InlineData("\"samplesPerFrame\": 1920", "\"samplesPerFrame\": -1", "out of its range")]
    [InlineData("\"sampleRate\": 48000", "\"sampleRate\": 44100", "no whole number of samples at 48000 Hz")]
    [InlineData("\"styleWidth\": 8", "\"styleWidth\": 9", "the last dimension of 'style' is not 9")]
    [InlineData("\"codebookSize\": 32", "\"codebookSize\": 31", "the last dimension of 'scores' is not 31")]
    [InlineData("\"topK\": 40", "\"topK\": 0", "a topK of 1 or more")]
    [InlineData("\"task\": \"codec-lm\"", "\"task\": \"score-lm\"", "one file of role 'tokenizer'")]
    [InlineData("\"name\": \"hidden\",\n   \"type\": \"float32\",\n   \"shape\": [\n    \"batch\",\n    \"count\"", "\"name\": \"scores\",\n   \"type\": \"float32\",\n   \"shape\": [\n    \"batch\",\n    \"count\"", "'hidden' is not among")]
    public void What_is_wrong_is_named(string from, string to, string expected)
    {
        using PackageFiles.Copy copy = new(PackageFiles.Shipped("codec-depth-tiny"));
        copy.Replace(ModelPackage.ManifestFile, from, to);

        Assert.Contains(
            expected, Assert.Throws<PackageException>(() => ModelPackage.Read(copy.Folder, PackageTrust.Any)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("graph.onnx")]
    [InlineData("depth.onnx")]
    [InlineData("decoder.onnx")]
    public void A_network_that_says_something_else_is_refused(string file)
    {
        using PackageFiles.Copy copy = new(PackageFiles.Shipped("codec-depth-tiny"));
        byte[] graph = File.ReadAllBytes(copy[file]);

        // The last layer's weights lie there.
        int from = graph.Length / 16 * 15;
        for (int i = from; i < from + 512; i++)
        {
            graph[i] ^= 0x40;
        }

        File.WriteAllBytes(copy[file], graph);
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(graph));
        copy.Replace(ModelPackage.ManifestFile, CodecPackages.InTurn.Manifest.Files.First(one => one.Path == file).Sha256, hash);

        Assert.Throws<PackageException>(() => StoredOutputs.Check(ModelPackage.Read(copy.Folder, PackageTrust.Any)));
    }

    [Fact]
    public void A_model_keeps_its_task()
    {
        RegistryState state = RegistryState.Empty.Add("codec-tiny", "0.1.1", "a", Note, task: ModelTask.Codec).Next!;

        Assert.Equal(ModelTask.Codec, state.Find("codec-tiny")!.Task);
        Assert.Contains("is a model of the task codec-lm", state.Add("codec-tiny", "0.2.0", "b", Note).Refusal, StringComparison.Ordinal);
        Assert.NotNull(state.Add("codec-tiny", "0.2.0", "b", Note, task: ModelTask.Codec).Next);
    }

    [Fact]
    public async Task A_registry_takes_a_codec_model_through_all_stages()
    {
        using TemporaryRegistry at = new();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using (StagedPackage staged = StagedPackage.OfFolder(at.Registry, PackageFiles.Shipped("codec-tiny")))
        {
            Assert.Null((await at.Registry.AddAsync(staged, Note, cancellation)).Refusal);
        }

        await at.Registry.ChangeAsync(state => state.StartCanary("codec-tiny", "0.1.1", 0.5, Note), cancellation);
        RegistryState promoted = (await at.Registry.ChangeAsync(state => state.Promote("codec-tiny", "0.1.1", anyway: true, Note), cancellation)).Next!;

        Assert.Equal("0.1.1", promoted.VersionFor("codec-tiny", "tenant", null, "session"));
        Assert.Equal(ModelTask.Codec, at.Registry.Read().Find("codec-tiny")!.Task);
        Assert.Equal("codec-tiny@0.1.1", at.Registry.Open(at.Registry.Read(), "codec-tiny", "0.1.1").Id);
    }

    private sealed class TemporaryRegistry : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("registry-").FullName;

        public TemporaryRegistry() => Registry = new ModelRegistry(folder, PackageTrust.Any);

        public ModelRegistry Registry { get; }

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}
