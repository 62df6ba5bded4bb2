using System.CommandLine;
using SessionService.Api.Control;
using SessionService.Sessions.Ports;
using SessionService.Storage;

namespace SessionService.Api.Cli;

/// <summary>Where the commands about keys find them: in the data folder, at the service that runs on it, or elsewhere.</summary>
/// <param name="common">Options of all commands.</param>
/// <param name="elsewhere">Where the keys are; null for the data folder.</param>
internal sealed class KeysStore(CommonOptions common, StoresElsewhere? elsewhere)
{
    /// <summary>Runs a command on the keys.</summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<IKeyAdministration, TimeProvider, Task<int>> run)
    {
        (WebApplicationBuilder builder, ServiceOptions options) = Settings.Read(common.Read(parsed));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        CommandStores.Add(elsewhere, parsed, builder, options, beside: false);
        await using WebApplication app = builder.Build();
        TimeProvider time = app.Services.GetRequiredService<TimeProvider>();
        ICredentialStore store;
        try
        {
            store = app.Services.GetRequiredService<ICredentialStore>();
        }
        catch (StoreOpenException e) when (
            e.Reason == StoreOpenFailure.InUse && ControlSocket.PathIn(options.Data) is { } path && File.Exists(path))
        {
            // A service runs on the folder; it does what is asked, so that nobody has to stop it to revoke a key.
            using ControlKeys keys = new(path);
            return await run(keys, time);
        }

        return await run(new StoreKeys(store), time);
    }
}
