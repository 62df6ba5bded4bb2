using System.Globalization;

namespace SessionService.Bench.Service.Scenarios;

/// <summary>
/// Event to sound beyond its sync point: from sending to the moment the cue's sample leaves a player that keeps the web
/// client's jitter buffer. What a browser's output device adds is not in it.
/// </summary>
internal static class SoundBench
{
    public static async Task<IReadOnlyList<Row>> RunAsync(Arguments arguments)
    {
        using EventScenario scenario = new();
        await scenario.RunAsync(arguments.Int("--events", 600), everyMs: 50);
        string underruns = scenario.Underruns == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; buffer ran dry {scenario.Underruns} ×");
        string parts = string.Create(
            CultureInfo.InvariantCulture,
            $"; of the median, {scenario.Buffered.Percentile(0.5):0} ms lay in the player's buffer, filled by a lead of {scenario.Lead.Percentile(0.5):0} ms");
        return
        [
            new Row(
                "event to sound beyond its sync point, loopback, with the web client's jitter buffer",
                scenario.Heard.Percentile(0.99), scenario.Heard.Describe() + parts + underruns, 200, MoreIsBetter: false, "ms p99"),
        ];
    }
}
