using System.CommandLine;
using System.Globalization;
using SessionService.Inference.Onnx;
using SessionService.Inference.Packages;
using SessionService.Inference.Registry;

namespace SessionService.Api.Cli;

/// <summary><c>models verify</c>, <c>add</c> and <c>pull</c>: what comes in.</summary>
internal static class ModelsIntake
{
    /// <summary><c>models verify</c>.</summary>
    public static Command CreateVerify(ModelsOptions options)
    {
        Argument<string> source = Source("Folder or zip archive.");
        Command command = new("verify", "Check a package: hashes, signature, shapes, and its stored outputs on this machine.") { source };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (registry, output) =>
        {
            // Nothing comes into the registry; the copy lies elsewhere.
            using TemporaryFolder elsewhere = new();
            using StagedPackage package = await ModelSource.OpenAsync(
                new ModelRegistry(elsewhere.Path, registry.Trust), parsed.GetRequiredValue(source), mayDownload: false, cancellation);
            await DescribeAsync(package, output);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"stored outputs agree within {StoredOutputs.Check(package.Package):g2}"));
            return 0;
        }));
        return command;
    }

    /// <summary><c>models add</c>.</summary>
    public static Command CreateAdd(ModelsOptions options)
    {
        Argument<string> source = Source("Folder or zip archive.");
        Option<string> why = ModelsOptions.Why();
        Command command = new("add", "Check a package of one's own and take it in as a candidate.") { source, why };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (registry, output) =>
        {
            using StagedPackage package = await ModelSource.OpenAsync(registry, parsed.GetRequiredValue(source), mayDownload: false, cancellation);
            await DescribeAsync(package, output);
            return await TakeAsync(parsed, registry, package, parsed.GetValue(why), cancellation);
        }));
        return command;
    }

    /// <summary><c>models pull</c>.</summary>
    public static Command CreatePull(ModelsOptions options)
    {
        Argument<string> source = Source("Folder, zip archive, or http(s) address of a zip archive.");
        Option<bool> accept = new("--accept-licence") { Description = "The licence that was shown is accepted." };
        Option<string?> hash = new("--sha256")
        {
            Description = "What the SHA-256 must be: of the archive, or of model.json.", HelpName = "HEX",
        };
        Option<string> why = ModelsOptions.Why();
        Command command = new("pull", "Bring somebody else's package: its hash and licence are shown, and it comes in where they are accepted.")
        {
            source, accept, hash, why,
        };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (registry, output) =>
        {
            using StagedPackage package = await ModelSource.OpenAsync(registry, parsed.GetRequiredValue(source), mayDownload: true, cancellation);
            await DescribeAsync(package, output);
            if (Objection(package, parsed.GetValue(hash), parsed.GetValue(accept)) is { } objection)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(objection);
                return 1;
            }

            return await TakeAsync(parsed, registry, package, parsed.GetValue(why), cancellation);
        }));
        return command;
    }

    private static Argument<string> Source(string description) => new("source") { Description = description };

    private static async Task DescribeAsync(StagedPackage package, TextWriter output)
    {
        ModelManifest manifest = package.Package.Manifest;
        await output.WriteLineAsync($"{manifest.Name} {manifest.Version}, {manifest.Task}, {manifest.Parameters} parameters");
        await output.WriteLineAsync($"sha256 of model.json {package.ManifestHash}");
        if (package.ArchiveHash is { } archive)
        {
            await output.WriteLineAsync($"sha256 of the archive {archive}");
        }

        await output.WriteLineAsync($"licence {manifest.Licence.Weights}. {manifest.Licence.Note}".TrimEnd());
        foreach (string line in manifest.Attribution)
        {
            await output.WriteLineAsync($"  {line}");
        }
    }

    private static string? Objection(StagedPackage package, string? hash, bool accepted)
    {
        bool asExpected = hash is null
            || string.Equals(hash, package.ArchiveHash, StringComparison.OrdinalIgnoreCase)
            || string.Equals(hash, package.ManifestHash, StringComparison.OrdinalIgnoreCase);
        return !asExpected ? $"It is not what was expected: neither the archive nor model.json has the SHA-256 {hash}. Nothing was added."
            : !accepted ? $"Nothing was added. To accept the licence and add exactly this: --accept-licence --sha256 {package.ArchiveHash ?? package.ManifestHash}"
            : null;
    }

    private static async Task<int> TakeAsync(
        ParseResult parsed, ModelRegistry registry, StagedPackage package, string? why, CancellationToken cancellation)
    {
        StoredOutputs.Check(package.Package);
        Transition made = await registry.AddAsync(package, ModelsOptions.Note(why), cancellation);
        InvocationConfiguration console = parsed.InvocationConfiguration;
        await (made.Refusal is null ? console.Output : console.Error).WriteLineAsync(made.Refusal ?? "added as a candidate");
        return made.Refusal is null ? 0 : 1;
    }
}
