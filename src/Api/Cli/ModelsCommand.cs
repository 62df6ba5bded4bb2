using System.CommandLine;
using SessionService.Inference.Packages;
using SessionService.Inference.Registry;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Cli;

/// <summary><c>models</c>: the registry of models, also while services run on it.</summary>
internal static class ModelsCommand
{
    /// <summary>The command with its subcommands.</summary>
    /// <param name="common">Options of all commands.</param>
    /// <param name="blobs">Opens the store of blobs that a registry may be in; null for the one in the data folder.</param>
    public static Command Create(CommonOptions common, Func<IConfiguration, ServiceOptions, IBlobStore?>? blobs = null)
    {
        ModelsOptions options = new(common, blobs);
        Command models = new("models", "Bring models in, try them out, and choose which one plays.");
        models.Options.Add(options.Folder);
        models.Options.Add(options.InBlobs);
        models.Subcommands.Add(ModelsListing.CreateList(options));
        models.Subcommands.Add(ModelsListing.CreateCard(options));
        models.Subcommands.Add(ModelsIntake.CreateVerify(options));
        models.Subcommands.Add(ModelsIntake.CreateAdd(options));
        models.Subcommands.Add(ModelsIntake.CreatePull(options));
        models.Subcommands.Add(ModelsStages.CreateCanary(options));
        models.Subcommands.Add(ModelsStages.CreatePromote(options));
        models.Subcommands.Add(ModelsStages.CreateRollback(options));
        models.Subcommands.Add(ModelsStages.CreateRetire(options));
        models.Subcommands.Add(ModelsPins.CreatePin(options));
        models.Subcommands.Add(ModelsPins.CreateUnpin(options));
        return models;
    }
}

/// <summary>Options that every command about models takes, and what they mean.</summary>
/// <param name="common">Options of all commands.</param>
/// <param name="blobs">Opens the store of blobs that a registry may be in; null for the one in the data folder.</param>
internal sealed class ModelsOptions(CommonOptions common, Func<IConfiguration, ServiceOptions, IBlobStore?>? blobs)
{
    /// <summary>Folder of the registry.</summary>
    public Option<string?> Folder { get; } =
        new("--models") { Description = "Folder of the registry (models in the data folder).", Recursive = true, HelpName = "DIR" };

    /// <summary>Whether the registry is in a store of blobs.</summary>
    public Option<bool> InBlobs { get; } =
        new("--in-blobs") { Description = "The registry is in the service's store of blobs; the folder is a copy.", Recursive = true };

    /// <summary>The reason of a change; each command has its own.</summary>
    public static Option<string> Why() =>
        new("--why") { Description = "The reason, for the registry's history.", HelpName = "TEXT", DefaultValueFactory = _ => "" };

    /// <summary>The name of a model.</summary>
    public static Argument<string> Name() => new("name") { Description = "Name of the model." };

    /// <summary>A version of a model.</summary>
    public static Argument<string> Version() => new("version") { Description = "Its version." };

    /// <summary>Who changes something now, and why.</summary>
    public static ChangeNote Note(string? why) => new(TimeProvider.System.GetUtcNow(), Environment.UserName, why ?? "");

    /// <summary>Runs a command on the registry. What an operator can mend is said in a sentence.</summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<ModelRegistry, TextWriter, Task<int>> run)
    {
        TextWriter error = parsed.InvocationConfiguration.Error;
        try
        {
            (WebApplicationBuilder builder, ServiceOptions service) = Settings.Read(common.Read(parsed));
            service.Models = parsed.GetValue(Folder) ?? service.Models;
            service.ModelsInBlobs |= parsed.GetValue(InBlobs);
            if (ModelSettings.RegistryOf(service, service.ModelsInBlobs ? blobs?.Invoke(builder.Configuration, service) : null) is { } registry)
            {
                return await run(registry, parsed.InvocationConfiguration.Output);
            }

            await error.WriteLineAsync("No registry of models is set; name its folder with --models.");
            return 1;
        }
        catch (Exception e) when (e is RegistryException or PackageException)
        {
            await error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    /// <summary>Makes a change and says what became of it.</summary>
    public Task<int> ChangeAsync(ParseResult parsed, Func<RegistryState, Transition> change, CancellationToken cancellation) =>
        RunAsync(parsed, async (registry, output) =>
        {
            Transition made = await registry.ChangeAsync(change, cancellation);
            if (made.Next is not { } next)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(made.Refusal);
                return 1;
            }

            StageChange last = next.History[^1];
            await output.WriteLineAsync($"{last.Model} {last.Version}: {last.What}");
            return 0;
        });
}
