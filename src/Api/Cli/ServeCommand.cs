using System.CommandLine;
using SessionService.Api.Control;

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
        await using WebApplication app = ServiceApp.Build(builder, options, Composition.AddAdapters);
        await ServiceApp.EnsureFirstKeyAsync(app, Console.Out, cancellation);
        ControlSocket.RemoveStale(options);
        await app.RunAsync(cancellation);
        return 0;
    }
}
