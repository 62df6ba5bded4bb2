using SessionService.Inference.Onnx;
using SessionService.Inference.Packages;
using SessionService.Inference.Parts;
using SessionService.Inference.Serving;
using SessionService.Inference.Tests.Support;
using SessionService.Music.Composition;

namespace SessionService.Inference.Tests.Onnx;

/// <summary>A package from the folder to the notes.</summary>
public sealed class OnnxScoreWriterTests
{
    [Theory]
    [InlineData("score-tiny")]
    [InlineData("score-preview")]
    [InlineData("score-full")]
    public async Task A_shipped_package_writes_bars(string name)
    {
        ModelPackage package = ModelPackage.Read(PackageFiles.Shipped(name), PackageTrust.Any);
        PartRequest request = new Tune().Request();
        OnnxScoreWriter writer = OnnxScoreWriter.Load(package, new OnnxOptions { Slots = 2 }, new RuleComposer(), TimeProvider.System);

        PartAnswer answer = await writer.WriteAsync(request, TestContext.Current.CancellationToken);
        writer.Dispose();

        Assert.Equal(SequenceEnd.Done, answer.End);
        Assert.Equal(writer.Name, answer.Parts[0].Writer);
        Assert.Equal(1, writer.Counters.Of(SequenceEnd.Done));
        Assert.Equal(SequenceEnd.Unavailable, (await writer.WriteAsync(request, TestContext.Current.CancellationToken)).End);
    }

    [Fact]
    public void A_tokenizer_of_other_words_is_refused()
    {
        using PackageFiles.Copy copy = PackageFiles.OfTiny();
        string hash = Hash(copy["tokenizer.json"]);
        copy.Replace("tokenizer.json", "\"P_60\"", "\"P_6O\"");
        copy.Replace(ModelPackage.ManifestFile, hash, Hash(copy["tokenizer.json"]));

        PackageException refused = Assert.Throws<PackageException>(() => OnnxScoreWriter.Load(
            ModelPackage.Read(copy.Folder, PackageTrust.Any), new OnnxOptions(), new RuleComposer(), TimeProvider.System));

        Assert.Contains("'P_6O'; 'P_60' was expected", refused.Reason, StringComparison.Ordinal);
    }

    private static string Hash(string path) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
}
