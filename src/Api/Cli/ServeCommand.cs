using System.CommandLine;
using SessionService.Api.Control;
using SessionService.Synthesis.SoundFont;

namespace SessionService.Api.Cli;

/// <summary><c>serve</c>: runs the service until it is told to stop.</summary>
internal static class ServeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommonOptions common)
    {
        Command command = new("serve", "Run the service (what happens without a command).");
        command.SetAction((parsed, cancellation) => RunAsync(common.Read(parsed), cancellation));
        return command;
    }

    /// <summary>Runs the service.</summary>
    public static async Task<int> RunAsync(CommonValues values, CancellationToken cancellation)
    {
        (WebApplicationBuilder builder, ServiceOptions options) = Settings.Read(values);
        ControlSocket.Listen(builder, options);
        await using WebApplication? app = await BuildAsync(builder, options);
        if (app is null)
        {
            return 1;
        }

        await ServiceApp.EnsureFirstKeyAsync(app, Console.Out, cancellation);
        ControlSocket.RemoveStale(options);
        await app.RunAsync(cancellation);
        return 0;
    }

    private static async Task<WebApplication?> BuildAsync(WebApplicationBuilder builder, ServiceOptions options)
    {
        try
        {
            return ServiceApp.Build(builder, options, Composition.AddAdapters);
        }
        catch (SoundFontException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return null;
        }
    }
}
