using System.CommandLine;
using SessionService.Inference.Registry;

namespace SessionService.Api.Cli;

/// <summary><c>models canary</c>, <c>promote</c>, <c>rollback</c> and <c>retire</c>: what plays.</summary>
internal static class ModelsStages
{
    /// <summary><c>models canary</c>.</summary>
    public static Command CreateCanary(ModelsOptions options)
    {
        Argument<string> name = ModelsOptions.Name();
        Argument<string> version = ModelsOptions.Version();
        Option<double> share = new("--share") { Description = "Share of the sessions, above 0 to 1.", Required = true, HelpName = "N" };
        Option<string> why = ModelsOptions.Why();
        Command command = new("canary", "Have a version play for a share of the sessions, or change the share.") { name, version, share, why };
        command.SetAction((parsed, cancellation) => options.ChangeAsync(
            parsed,
            state => state.StartCanary(
                parsed.GetRequiredValue(name), parsed.GetRequiredValue(version), parsed.GetRequiredValue(share), ModelsOptions.Note(parsed.GetValue(why))),
            cancellation));
        return command;
    }

    /// <summary><c>models promote</c>.</summary>
    public static Command CreatePromote(ModelsOptions options)
    {
        Argument<string> name = ModelsOptions.Name();
        Argument<string?> version = new("version") { Description = "Its version; the canary by default.", DefaultValueFactory = _ => null };
        Option<bool> anyway = new("--anyway") { Description = "Also where the gate has not found it ready." };
        Option<string> why = ModelsOptions.Why();
        Command command = new("promote", "Have a version play for all sessions.") { name, version, anyway, why };
        command.SetAction((parsed, cancellation) => options.ChangeAsync(
            parsed,
            state => state.Promote(
                parsed.GetRequiredValue(name), parsed.GetValue(version), parsed.GetValue(anyway), ModelsOptions.Note(parsed.GetValue(why))),
            cancellation));
        return command;
    }

    /// <summary><c>models rollback</c>.</summary>
    public static Command CreateRollback(ModelsOptions options)
    {
        Argument<string> name = ModelsOptions.Name();
        Option<string> why = ModelsOptions.Why();
        Command command = new("rollback", "Take the canary back; without one, go back to the version that was live before.") { name, why };
        command.SetAction((parsed, cancellation) => options.ChangeAsync(
            parsed, state => state.Rollback(parsed.GetRequiredValue(name), ModelsOptions.Note(parsed.GetValue(why))), cancellation));
        return command;
    }

    /// <summary><c>models retire</c>.</summary>
    public static Command CreateRetire(ModelsOptions options)
    {
        Argument<string> name = ModelsOptions.Name();
        Argument<string> version = ModelsOptions.Version();
        Option<string> why = ModelsOptions.Why();
        Command command = new("retire", "Withdraw a version for good.") { name, version, why };
        command.SetAction((parsed, cancellation) => options.ChangeAsync(
            parsed,
            state => state.Retire(parsed.GetRequiredValue(name), parsed.GetRequiredValue(version), ModelsOptions.Note(parsed.GetValue(why))),
            cancellation));
        return command;
    }
}
