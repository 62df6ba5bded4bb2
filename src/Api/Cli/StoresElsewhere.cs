using System.CommandLine;

namespace SessionService.Api.Cli;

/// <summary>Adds the stores that a command works on, where they are not in the data folder.</summary>
/// <param name="parsed">What was said on the command line.</param>
/// <param name="builder">Has the configuration, and the services to add to.</param>
/// <param name="options">What the operator set.</param>
internal delegate void StoresElsewhere(ParseResult parsed, WebApplicationBuilder builder, ServiceOptions options);
