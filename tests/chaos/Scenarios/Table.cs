using System.Globalization;

namespace SessionService.Chaos.Scenarios;

/// <summary>Results as Markdown.</summary>
internal static class Table
{
    /// <summary>The table.</summary>
    public static string Of(IEnumerable<Result> results)
    {
        List<string> lines =
        [
            "| scenario | sessions | processors before: silos, front ends, Redis, listeners | acknowledged, lost | sessions lost | silence before | longest silence | silenced | longest wait | left out | recovered | slowest answer | replay |",
            "|---|---|---|---|---|---|---|---|---|---|---|---|---|",
        ];
        lines.AddRange(results.Select(Row));
        return string.Join('\n', lines) + "\n";
    }

    private static string Row(Result result) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {result.Name} | {result.Sessions} | {result.Processors.Silos:0.00}, {result.Processors.FrontEnds:0.00}, {result.Processors.Redis:0.00}, {result.Processors.Listeners:0.00} | {result.Acknowledged}, {result.EventsLost} | {result.SessionsLost} | {Seconds(result.SilenceBefore)} | {Seconds(result.LongestSilence)} | {result.Silenced} | {Seconds(result.LongestWait)} | {Seconds(result.LeftOut)} | {Seconds(result.Recovered)} | {Seconds(result.SlowestAnswer)} | {Replay(result)} |");

    private static string Seconds(TimeSpan span) =>
        span == TimeSpan.Zero ? "0" : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.00} s");

    private static string Replay(Result result) => result.Different == 0 && result.Compared > 0
        ? string.Create(CultureInfo.InvariantCulture, $"identical over {result.Compared / 48_000.0:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{result.Different} of {result.Compared} samples differ");
}
