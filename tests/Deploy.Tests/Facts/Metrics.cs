using System.Text.RegularExpressions;
using SessionService.Deploy.Tests.Support;

namespace SessionService.Deploy.Tests.Facts;

/// <summary>The metrics that the code makes, under the names that Prometheus sees.</summary>
internal static partial class Metrics
{
    /// <summary>Name of every series.</summary>
    public static IReadOnlySet<string> Names { get; } = Read(Repository.Sources("src"));

    /// <summary>
    /// Names of the instruments in a source text, by OpenTelemetry's rules for Prometheus: dots become underscores, the unit is
    /// appended by its long name unless it is an annotation in braces, counters end in `_total`, histograms in three ways.
    /// </summary>
    public static IReadOnlySet<string> Read(string source)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (Match match in Instruments().Matches(source))
        {
            string unit = match.Groups["unit"].Value switch { "s" => "_seconds", "ms" => "_milliseconds", "By" => "_bytes", _ => "" };
            string name = match.Groups["name"].Value.Replace('.', '_') + unit;
            names.UnionWith(match.Groups["kind"].Value switch
            {
                "Counter" or "ObservableCounter" => [name + "_total"],
                "Histogram" => [name + "_bucket", name + "_sum", name + "_count"],
                _ => [name],
            });
        }

        return names;
    }

    [GeneratedRegex(
        """\.Create(?<kind>Counter|ObservableCounter|UpDownCounter|ObservableUpDownCounter|Gauge|ObservableGauge|Histogram)(<\w+>)?\(\s*"(?<name>[\w.]+)"[^;"]*?"(?<unit>[^"]*)" """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 5000)]
    private static partial Regex Instruments();
}
