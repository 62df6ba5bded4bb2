using System.CommandLine;
using SessionService.Api.Http;
using SessionService.Inference.Registry;

namespace SessionService.Api.Cli;

/// <summary><c>models pin</c> and <c>unpin</c>: projects that are held to a version.</summary>
internal static class ModelsPins
{
    /// <summary><c>models pin</c>.</summary>
    public static Command CreatePin(ModelsOptions options)
    {
        Argument<string> project = Project();
        Argument<string> name = ModelsOptions.Name();
        Argument<string> version = ModelsOptions.Version();
        Option<string> why = ModelsOptions.Why();
        Command command = new("pin", "Hold a project to a version.") { project, name, version, why };
        command.SetAction((parsed, cancellation) =>
        {
            (string tenant, string id) = Split(parsed.GetRequiredValue(project))!.Value;
            return options.ChangeAsync(
                parsed,
                state => state.Pin(
                    parsed.GetRequiredValue(name), parsed.GetRequiredValue(version), tenant, id, ModelsOptions.Note(parsed.GetValue(why))),
                cancellation);
        });
        return command;
    }

    /// <summary><c>models unpin</c>.</summary>
    public static Command CreateUnpin(ModelsOptions options)
    {
        Argument<string> project = Project();
        Argument<string> name = ModelsOptions.Name();
        Option<string> why = ModelsOptions.Why();
        Command command = new("unpin", "Let a project go: it hears what all others hear.") { project, name, why };
        command.SetAction((parsed, cancellation) =>
        {
            (string tenant, string id) = Split(parsed.GetRequiredValue(project))!.Value;
            return options.ChangeAsync(
                parsed, state => state.Unpin(parsed.GetRequiredValue(name), tenant, id, ModelsOptions.Note(parsed.GetValue(why))), cancellation);
        });
        return command;
    }

    private static Argument<string> Project()
    {
        Argument<string> project = new("project") { Description = "The project, as <tenant>/<project>." };
        project.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } text && Split(text) is null)
            {
                result.AddError($"'{text}' is no project; <tenant>/<project> was expected.");
            }
        });
        return project;
    }

    private static (string Tenant, string Id)? Split(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2 && Ids.IsTenant(parts[0]) && Ids.IsValid(parts[1]) ? (parts[0], parts[1]) : null;
    }
}
