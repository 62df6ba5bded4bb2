using SessionService.Sessions.Hosting;

namespace SessionService.Api;

/// <summary>Checks adaptive maps before they are stored.</summary>
internal interface IMapChecker
{
    /// <summary>The JSON Schema of maps, as JSON text.</summary>
    string SchemaJson { get; }

    /// <summary>What is wrong with a map; empty where nothing is.</summary>
    /// <param name="utf8Json">The map as UTF-8 JSON.</param>
    IReadOnlyList<Fault> Check(ReadOnlySpan<byte> utf8Json);
}
