using System.CommandLine;
using System.Globalization;
using SessionService.Inference.Registry;

namespace SessionService.Api.Cli;

/// <summary><c>models list</c> and <c>models card</c>: what is there.</summary>
internal static class ModelsListing
{
    /// <summary><c>models list</c>.</summary>
    public static Command CreateList(ModelsOptions options)
    {
        Option<bool> history = new("--history") { Description = "What changed, when, by whom and why." };
        Command command = new("list", "List models, versions and stages.") { history };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (registry, output) =>
        {
            RegistryState state = await registry.ReadAsync(cancellation);
            IEnumerable<string> lines = parsed.GetValue(history) ? state.History.Select(Line) : state.Models.SelectMany(Lines);
            foreach (string line in lines)
            {
                await output.WriteLineAsync(line);
            }

            return 0;
        }));
        return command;
    }

    /// <summary><c>models card</c>.</summary>
    public static Command CreateCard(ModelsOptions options)
    {
        Argument<string> name = ModelsOptions.Name();
        Argument<string> version = ModelsOptions.Version();
        Command command = new("card", "Print a model's card: licence, attribution, training, evaluation.") { name, version };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (registry, output) =>
        {
            RegistryState state = await registry.ReadAsync(cancellation);
            await registry.FetchAsync(state, parsed.GetRequiredValue(name), parsed.GetRequiredValue(version), cancellation);
            byte[] manifest = registry.Manifest(state, parsed.GetRequiredValue(name), parsed.GetRequiredValue(version));
            await output.WriteLineAsync(ModelCard.Read(manifest).Markdown);
            return 0;
        }));
        return command;
    }

    private static IEnumerable<string> Lines(ModelEntry model) => model.Versions
        .Select(version => string.Join('\t', model.Name, version.Version, Stage(model, version), version.Manifest[..Math.Min(12, version.Manifest.Length)]))
        .Concat(model.Pins.Select(pin => string.Join('\t', model.Name, pin.Version, "pinned", $"{pin.Tenant}/{pin.Project}")));

    private static string Stage(ModelEntry model, ModelVersion version) => version.Stage switch
    {
        ModelStage.Canary => string.Create(CultureInfo.InvariantCulture, $"canary {model.Run?.Share}{(model.Run is { Ready: true } ? ", ready" : "")}"),
        ModelStage.Live => "live",
        ModelStage.Retired => "retired",
        _ => "candidate",
    };

    private static string Line(StageChange change) => string.Join(
        '\t', change.At.ToString("u", CultureInfo.InvariantCulture), change.Model, change.Version, change.What, change.Who, change.Why);
}
