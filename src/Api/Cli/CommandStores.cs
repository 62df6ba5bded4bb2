using System.CommandLine;

namespace SessionService.Api.Cli;

/// <summary>The stores that a command works on.</summary>
internal static class CommandStores
{
    /// <summary>Adds them to the services of a command.</summary>
    /// <param name="elsewhere">Adds those that are not in the data folder; null for the data folder.</param>
    /// <param name="parsed">What was said on the command line.</param>
    /// <param name="builder">Has the configuration, and the services to add to.</param>
    /// <param name="options">What the operator set.</param>
    /// <param name="beside">Whether a service may be running on the data folder.</param>
    public static void Add(StoresElsewhere? elsewhere, ParseResult parsed, WebApplicationBuilder builder, ServiceOptions options, bool beside)
    {
        if (elsewhere is null)
        {
            Composition.AddStores(builder.Services, options, beside);
        }
        else
        {
            elsewhere(parsed, builder, options);
        }
    }
}
