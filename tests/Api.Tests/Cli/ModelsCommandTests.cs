using System.Security.Cryptography;
using SessionService.Api.Tests.Support;

namespace SessionService.Api.Tests.Cli;

/// <summary>An operator brings models in, tries them out, and goes back.</summary>
public sealed class ModelsCommandTests
{
    [Fact]
    public async Task From_the_first_package_to_a_rollback()
    {
        using ModelFolder models = new();
        await models.MakeAsync($"add {models.Package("1.0.0")}", $"add {models.Archive("1.1.0")}", "promote score-tiny 1.0.0");
        await models.MakeAsync("canary score-tiny 1.1.0 --share 0.1");

        Assert.Equal(["1.0.0 live", "1.1.0 canary 0.1"], await StagesAsync(models));
        (int code, _, string error) = await models.RunAsync("promote", "score-tiny");
        Assert.Equal(1, code);
        Assert.Contains("has not found score-tiny 1.1.0 ready", error, StringComparison.Ordinal);

        await models.MakeAsync("promote score-tiny --anyway");
        Assert.Equal(["1.0.0 candidate", "1.1.0 live"], await StagesAsync(models));
        await models.MakeAsync("rollback score-tiny --why noise");
        Assert.Equal(["1.0.0 live", "1.1.0 candidate"], await StagesAsync(models));

        string history = (await models.RunAsync("list", "--history")).Output;
        Assert.Equal(6, history.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains($"score-tiny\t1.0.0\tlive again, 1.1.0 rolled back\t{Environment.UserName}\tnoise", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Projects_are_pinned_and_let_go()
    {
        using ModelFolder models = new();
        await models.MakeAsync($"add {models.Package("1.0.0")}", "pin alpha/shop score-tiny 1.0.0");

        Assert.Contains("score-tiny\t1.0.0\tpinned\talpha/shop", (await models.RunAsync("list")).Output, StringComparison.Ordinal);
        (int code, _, string error) = await models.RunAsync("retire", "score-tiny", "1.0.0");
        Assert.Equal((1, "alpha/shop is pinned to score-tiny 1.0.0; unpin it first."), (code, error.Trim()));
        await models.MakeAsync("unpin alpha/shop score-tiny", "retire score-tiny 1.0.0");
        Assert.Equal(["1.0.0 retired"], await StagesAsync(models));
        Assert.Equal(1, (await models.RunAsync("pin", "nonsense", "score-tiny", "1.0.0")).Code);
    }

    [Fact]
    public async Task What_is_pulled_comes_in_only_when_hash_and_licence_are_accepted()
    {
        using ModelFolder models = new();
        string archive = models.Archive("1.0.0");
        string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(archive)));

        (int code, string output, string error) = await models.RunAsync("pull", archive);
        Assert.Equal(1, code);
        Assert.Contains("licence MIT", output, StringComparison.Ordinal);
        Assert.Contains("With thanks to nobody.", output, StringComparison.Ordinal);
        Assert.Contains($"sha256 of the archive {hash}", output, StringComparison.Ordinal);
        Assert.Contains($"--accept-licence --sha256 {hash}", error, StringComparison.Ordinal);
        (code, _, error) = await models.RunAsync("pull", archive, "--accept-licence", "--sha256", new string('0', 64));
        Assert.Equal(1, code);
        Assert.Contains("not what was expected", error, StringComparison.Ordinal);
        Assert.Equal("", (await models.RunAsync("list")).Output);

        await models.MakeAsync($"pull {archive} --accept-licence --sha256 {hash.ToUpperInvariant()}");
        Assert.Equal(["1.0.0 candidate"], await StagesAsync(models));
    }

    [Fact]
    public async Task A_package_is_verified_without_coming_in()
    {
        using ModelFolder models = new();
        string folder = models.Package("1.0.0");

        (int code, string output, _) = await models.RunAsync("verify", folder);
        Assert.Equal(0, code);
        Assert.Contains("stored outputs agree within", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(models.Registry));

        byte[] scores = File.ReadAllBytes(Path.Combine(folder, "vectors.bin"));
        scores[^2] ^= 0x40;
        File.WriteAllBytes(Path.Combine(folder, "vectors.bin"), scores);
        (code, _, string error) = await models.RunAsync("verify", folder);
        Assert.Equal(1, code);
        Assert.Contains("vectors.bin has", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_whose_graph_says_something_else_does_not_come_in()
    {
        using ModelFolder models = new();
        string folder = models.Package("1.0.0");
        byte[] scores = File.ReadAllBytes(Path.Combine(folder, "vectors.bin"));
        string was = Convert.ToHexStringLower(SHA256.HashData(scores));
        scores[3] ^= 0x40;
        File.WriteAllBytes(Path.Combine(folder, "vectors.bin"), scores);
        string manifest = Path.Combine(folder, "model.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace(was, Convert.ToHexStringLower(SHA256.HashData(scores)), StringComparison.Ordinal));

        (int code, _, string error) = await models.RunAsync("add", folder);

        Assert.Equal(1, code);
        Assert.Contains("its scores for stored sequence 0 differ by", error, StringComparison.Ordinal);
        Assert.Equal("", (await models.RunAsync("list")).Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(models.Registry, "incoming")));
    }

    [Fact]
    public async Task A_card_is_printed_and_what_is_not_there_is_said()
    {
        using ModelFolder models = new();
        await models.MakeAsync($"add {models.Package("1.0.0")}");

        Assert.StartsWith("# score-tiny 1.0.0\n", (await models.RunAsync("card", "score-tiny", "1.0.0")).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await models.RunAsync("card", "score-tiny", "9.0.0")).Code);
        (int code, _, string error) = await models.RunAsync("add", Path.Combine(models.Registry, "nothing"));
        Assert.Equal(1, code);
        Assert.Contains("there is no such folder", error, StringComparison.Ordinal);
        (code, _, error) = await models.RunAsync("add", "https://example.org/it.zip");
        Assert.Equal(1, code);
        Assert.Contains("addresses are for 'models pull'", error, StringComparison.Ordinal);
    }

    private static async Task<string[]> StagesAsync(ModelFolder models) =>
    [
        .. (await models.RunAsync("list")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim().Split('\t')).Select(fields => $"{fields[1]} {fields[2]}"),
    ];
}
