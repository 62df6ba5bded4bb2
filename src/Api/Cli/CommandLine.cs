using System.CommandLine;
using SessionService.Sessions.Ports;
using SessionService.Storage;

namespace SessionService.Api.Cli;

/// <summary>The program's commands: <c>serve</c>, which is also what happens without one, <c>keys</c>, <c>render</c>,
/// <c>replay</c> and <c>models</c>.</summary>
internal static class CommandLine
{
    /// <summary>Runs the program.</summary>
    /// <param name="args">Its arguments.</param>
    /// <returns>Exit code: 0 where all went well.</returns>
    public static Task<int> RunAsync(string[] args)
    {
        CommonOptions common = new();
        RootCommand root = new("SessionService: adaptive music for web apps and games.");
        root.Options.Add(common.Data);
        root.Options.Add(common.Urls);
        root.SetAction((parsed, cancellation) => ServeCommand.RunAsync(common.Read(parsed), cancellation));
        root.Subcommands.Add(ServeCommand.Create(common));
        root.Subcommands.Add(KeysCommand.Create(common));
        root.Subcommands.Add(RenderCommand.Create());
        root.Subcommands.Add(ReplayCommand.Create(common));
        root.Subcommands.Add(ModelsCommand.Create(common));
        return InvokeAsync(root.Parse(args));
    }

    // What an operator can mend is said in a sentence; anything else is a fault of ours and shows where it came from.
    private static async Task<int> InvokeAsync(ParseResult parsed)
    {
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,

                // The service has ten seconds to put its sessions away; the standard would end it after two.
                ProcessTerminationTimeout = TimeSpan.FromSeconds(15),
            });
        }
        catch (Exception e) when (e is StoreOpenException or StoreUnavailableException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{e.Message} Choose another with --urls.");
            return 1;
        }
    }
}
