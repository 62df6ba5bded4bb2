using System.CommandLine;

namespace SessionService.Api.Cli;

/// <summary>What the command line set; null where it said nothing, so that other sources may.</summary>
/// <param name="Data">Folder of the embedded store.</param>
/// <param name="Urls">Where to listen.</param>
internal sealed record CommonValues(string? Data, string? Urls);

/// <summary>Options that every command takes.</summary>
internal sealed class CommonOptions
{
    /// <summary>Where to listen where nothing says otherwise.</summary>
    public const string DefaultUrls = "http://localhost:5080";

    /// <summary>Folder of the embedded store.</summary>
    public Option<string?> Data { get; } =
        new("--data") { Description = "Folder of the embedded store (./data).", Recursive = true, HelpName = "DIR" };

    /// <summary>Where to listen.</summary>
    public Option<string?> Urls { get; } =
        new("--urls") { Description = $"Where to listen ({DefaultUrls}).", Recursive = true, HelpName = "URLS" };

    /// <summary>The values given.</summary>
    public CommonValues Read(ParseResult parsed) => new(parsed.GetValue(Data), parsed.GetValue(Urls));
}
