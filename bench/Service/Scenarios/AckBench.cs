namespace SessionService.Bench.Service.Scenarios;

/// <summary>Event to acknowledgement: over the loopback socket, on disk in SQLite before it is answered.</summary>
internal static class AckBench
{
    public static async Task<IReadOnlyList<Row>> RunAsync(Arguments arguments)
    {
        using EventScenario scenario = new();
        await scenario.RunAsync(arguments.Int("--events", 1_000), everyMs: 10);
        return
        [
            new Row(
                "event to acknowledgement, loopback socket, durable in SQLite, one listener",
                scenario.Acknowledged.Percentile(0.99), scenario.Acknowledged.Describe(), 20, MoreIsBetter: false, "ms p99"),
        ];
    }
}
