using System.Globalization;
using System.Text.RegularExpressions;
using SessionService.Deploy.Tests.Support;
using SessionService.Music.Time;

namespace SessionService.Deploy.Tests.Facts;

/// <summary>Times that follow from the code's limits.</summary>
internal static partial class Limits
{
    /// <summary>The longest bar a map can ask for: the most beats of the longest unit at the slowest tempo.</summary>
    public static double LongestBarSeconds { get; } = Longest();

    /// <summary>What a silo gives its sessions and subscriptions beyond that when it stops: a call's time and the drain's.</summary>
    public static double HandOverSeconds { get; } = Span("CallTime") + Span("DrainTime");

    /// <summary>How long a socket may stay open: its token and the grace after it.</summary>
    public static double LongestSocketSeconds => SessionService.Music.Limits.TokenSeconds + SessionService.Music.Limits.TokenGraceSeconds;

    private static double Longest()
    {
        string schema = Repository.Read("src/Music/Adaptation/adaptive-map.schema.json");
        Match metre = MetrePattern().Match(schema);
        int beats = 10 + int.Parse(metre.Groups["beats"].Value, CultureInfo.InvariantCulture);
        int unit = int.Parse(metre.Groups["unit"].Value, CultureInfo.InvariantCulture);
        double quarters = beats * 4.0 / unit;
        return quarters * 60 / (Tempo.Min / 1000.0);
    }

    private static double Span(string option) => double.Parse(
        Regex.Match(Repository.Read("src/Grains/Hosting/SessionClusterOptions.cs"), $@"{option} .*FromSeconds\((?<s>\d+)\)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Groups["s"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\[1-9\]\|1\[0-(?<beats>\d)\]\)/\((?<unit>\d)\|", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MetrePattern();
}
