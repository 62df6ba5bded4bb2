using NSec.Cryptography;
using SessionService.Inference.Packages;
using SessionService.Inference.Tests.Support;

namespace SessionService.Inference.Tests.Packages;

/// <summary>A package is what it says it is, or it is refused with the reason.</summary>
public sealed class ModelPackageTests
{
    [Fact]
    public void A_good_package_is_read_whole()
    {
        ModelPackage package = ModelPackage.Read(PackageFiles.Tiny, PackageTrust.Any);

        Assert.Equal("score-tiny@0.0.1", package.Id);
        Assert.Equal(256, package.Manifest.Cache.Context);
        Assert.True(package.Content("graph").Length > 1000);
    }

    [Theory]
    [InlineData("\"format\": 1,", "\"format\": 2,", "format 2; 1 is known")]
    [InlineData("\"name\": \"score-tiny\"", "\"name\": \"../evil\"", "name '../evil'")]
    [InlineData("\"version\": \"0.0.1\"", "\"version\": \"latest\"", "version 'latest'")]
    [InlineData("\"task\": \"score-lm\"", "\"task\": \"chat\"", "task 'chat'")]
    [InlineData("\"path\": \"graph.onnx\"", "\"path\": \"../graph.onnx\"", "'../graph.onnx'")]
    [InlineData("\"path\": \"graph.onnx\"", "\"path\": \"other.onnx\"", "graph.onnx is there, but not listed")]
    [InlineData("\"role\": \"graph\"", "\"role\": \"program\"", "one file of role 'graph'")]
    [InlineData("\"bytes\": 416516", "\"bytes\": 416515", "416515 and")]
    [InlineData("\"bytes\": 416516", "\"bytes\": 99999999999", "at most")]
    [InlineData("\"layers\": 2,\n  \"keyValueHeads\"", "\"layers\": 3,\n  \"keyValueHeads\"", "past_key_2")]
    [InlineData("\"layers\": 2,\n  \"keyValueHeads\"", "\"layers\": 1,\n  \"keyValueHeads\"", "beyond rows")]
    [InlineData("\"context\": 256,\n  \"bytesPerToken\"", "\"context\": 9000,\n  \"bytesPerToken\"", "9000 tokens")]
    [InlineData("\"name\": \"scores\",\n   \"type\": \"float32\"", "\"name\": \"scores\",\n   \"type\": \"int64\"", "'scores' is int64")]
    [InlineData("\"attribution\": []", "\"attribution\": null", "model.json at $")]
    [InlineData("\"parameters\": 59800,", "", "parameters")]
    [InlineData("{\n \"format\"", "[\n \"format\"", "model.json at $")]
    public void What_is_wrong_is_named(string from, string to, string expected)
    {
        using PackageFiles.Copy copy = PackageFiles.OfTiny();
        copy.Replace(ModelPackage.ManifestFile, from, to);

        PackageException refused = Assert.Throws<PackageException>(() => ModelPackage.Read(copy.Folder, PackageTrust.Any));

        Assert.Contains(expected, refused.Reason, StringComparison.Ordinal);
        Assert.Contains(copy.Folder, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_byte_is_found()
    {
        using PackageFiles.Copy copy = PackageFiles.OfTiny();
        byte[] graph = File.ReadAllBytes(copy["graph.onnx"]);
        graph[200_000] ^= 1;
        File.WriteAllBytes(copy["graph.onnx"], graph);

        Assert.Contains("graph.onnx has", Refusal(copy, PackageTrust.Any), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_one_too_many_are_found()
    {
        using PackageFiles.Copy copy = PackageFiles.OfTiny();
        File.WriteAllText(copy["run.sh"], "echo");
        Assert.Contains("run.sh is there, but not listed", Refusal(copy, PackageTrust.Any), StringComparison.Ordinal);
        File.Delete(copy["run.sh"]);
        File.Delete(copy["vectors.bin"]);
        Assert.Contains("vectors.bin is not there", Refusal(copy, PackageTrust.Any), StringComparison.Ordinal);
        File.Delete(copy[ModelPackage.ManifestFile]);
        Assert.Contains("model.json is not there", Refusal(copy, PackageTrust.Any), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_is_not_followed()
    {
        using PackageFiles.Copy copy = PackageFiles.OfTiny();
        File.Delete(copy["graph.onnx"]);
        File.CreateSymbolicLink(copy["graph.onnx"], Path.Combine(PackageFiles.Tiny, "graph.onnx"));

        Assert.Contains("is a link", Refusal(copy, PackageTrust.Any), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_the_operator_allows_comes_in()
    {
        using PackageFiles.Copy copy = PackageFiles.OfTiny();

        Assert.Contains("not among the models", Refusal(copy, Allow("score-full")), StringComparison.Ordinal);
        Assert.Contains("not among the models", Refusal(copy, Allow("score-tiny@1.0.0")), StringComparison.Ordinal);
        Assert.NotNull(ModelPackage.Read(copy.Folder, Allow("score-tiny")));
        Assert.NotNull(ModelPackage.Read(copy.Folder, Allow("score-tiny@0.0.1")));
    }

    [Fact]
    public void A_signature_by_a_trusted_key_opens_and_nothing_else()
    {
        using PackageFiles.Copy copy = PackageFiles.OfTiny();
        using Key right = Key.Create(SignatureAlgorithm.Ed25519);
        using Key wrong = Key.Create(SignatureAlgorithm.Ed25519);
        PackageTrust trust = new() { Keys = [right.PublicKey.Export(KeyBlobFormat.RawPublicKey)] };
        byte[] manifest = File.ReadAllBytes(copy[ModelPackage.ManifestFile]);

        Assert.Contains("is not there", Refusal(copy, trust), StringComparison.Ordinal);
        File.WriteAllBytes(copy[ModelPackage.SignatureFile], SignatureAlgorithm.Ed25519.Sign(wrong, manifest));
        Assert.Contains("none of the trusted keys", Refusal(copy, trust), StringComparison.Ordinal);
        File.WriteAllBytes(copy[ModelPackage.SignatureFile], SignatureAlgorithm.Ed25519.Sign(right, manifest));
        Assert.NotNull(ModelPackage.Read(copy.Folder, trust));
        copy.Replace(ModelPackage.ManifestFile, "\"seed\": 1", "\"seed\": 2");
        Assert.Contains("none of the trusted keys", Refusal(copy, trust), StringComparison.Ordinal);
    }

    private static PackageTrust Allow(string name) => new() { Allowed = new HashSet<string>(StringComparer.Ordinal) { name } };

    private static string Refusal(PackageFiles.Copy copy, PackageTrust trust) =>
        Assert.Throws<PackageException>(() => ModelPackage.Read(copy.Folder, trust)).Reason;
}
