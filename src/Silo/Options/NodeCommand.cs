using System.CommandLine;
using SessionService.Api;
using SessionService.Api.Cli;
using SessionService.Sessions.Ports;
using SessionService.Silo.Hosting;
using SessionService.Silo.Storage;
using SessionService.Storage;
using SessionService.Synthesis.SoundFont;

namespace SessionService.Silo.Options;

/// <summary>The program's command line: every setting of <see cref="SettingNames"/>, and the service's own two.</summary>
internal static class NodeCommand
{
    /// <summary>Runs the program.</summary>
    /// <returns>Exit code: 0 where all went well.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            // Signals are the host's business: the library's own watch would end the process two seconds after the first one.
            return await Create().Parse(args).InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception fault) when (
            fault is SettingsException or StoreOpenException or StoreUnavailableException or SoundFontException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
        catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{fault.Message} Choose another with --urls or --operations-port.");
            return 1;
        }
    }

    /// <summary>
    /// The command that runs a node until it is told to stop; <c>keys</c> and <c>replay</c> on the nodes' stores; <c>models</c>, which
    /// reaches the nodes' blobs with the settings of the environment.
    /// </summary>
    public static RootCommand Create()
    {
        CommonOptions common = new();
        RootCommand root = new("SessionService as a node of a cluster.") { common.Data, common.Urls };
        Dictionary<SettingName, Option<string?>> options = AddOptions(root, SettingNames.All, recursive: false);
        root.SetAction((parsed, cancellation) => RunAsync(common.Read(parsed), Given(parsed, options), cancellation));
        root.Subcommands.Add(ModelsCommand.Create(
            common, (configuration, service) => NodeBlobs.Open(service, NodeSettings.Read(configuration))));
        root.Subcommands.Add(OnStores(stores => KeysCommand.Create(common, stores)));
        root.Subcommands.Add(OnStores(stores => ReplayCommand.Create(common, stores)));
        return root;
    }

    // The options that say where the stores are go with the command; the environment says what they leave out.
    private static Command OnStores(Func<StoresElsewhere, Command> create)
    {
        Dictionary<SettingName, Option<string?>> options = [];
        Command command = create((parsed, builder, service) =>
        {
            builder.Configuration.AddInMemoryCollection(Given(parsed, options));
            NodeOptions settings = NodeSettings.Read(builder.Configuration);
            NodeStores.Add(builder.Services, service, settings);
            if (settings.EffectiveBlobs is not null)
            {
                // Where the registry of models is, too: a replay may need a decoder.
                builder.Services.AddSingleton(provider => provider.GetRequiredService<ArchivedStores>().Blobs!);
            }
        });
        foreach ((SettingName name, Option<string?> option) in AddOptions(command, SettingNames.All.Where(name => name.OfStores), recursive: true))
        {
            options.Add(name, option);
        }

        return command;
    }

    private static Dictionary<SettingName, Option<string?>> AddOptions(Command command, IEnumerable<SettingName> names, bool recursive)
    {
        Dictionary<SettingName, Option<string?>> options = [];
        foreach (SettingName name in names)
        {
            Option<string?> option = new(name.Option) { Description = name.Help, HelpName = name.Value, Recursive = recursive };
            options.Add(name, option);
            command.Options.Add(option);
        }

        return options;
    }

    private static Dictionary<string, string?> Given(ParseResult parsed, Dictionary<SettingName, Option<string?>> options)
    {
        Dictionary<string, string?> given = new(StringComparer.Ordinal);
        foreach ((SettingName name, Option<string?> option) in options)
        {
            if (parsed.GetValue(option) is { } value)
            {
                given[name.Path] = value;
            }
        }

        return given;
    }

    private static async Task<int> RunAsync(CommonValues values, Dictionary<string, string?> given, CancellationToken cancellation)
    {
        (WebApplicationBuilder builder, ServiceOptions service) = Settings.Read(values);
        builder.Configuration.AddInMemoryCollection(given);
        await using Node node = Node.Build(builder, service, NodeSettings.Read(builder.Configuration));
        await node.StartAsync(Console.Out, cancellation);
        await node.WaitAsync(cancellation);
        return 0;
    }
}
