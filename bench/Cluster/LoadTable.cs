namespace SessionService.Bench.Cluster;

/// <summary>
/// How many sessions the processors that this program may use hold in one process, and with silo and front end apart, side by
/// side: the largest number without a missed slice, and what a session costs at a number that all of them hold.
/// </summary>
internal sealed class LoadTable(TimeSpan length, TimeSpan warmUp, int from, string map, IReadOnlyCollection<string> only)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>Measures and prints it.</summary>
    public async Task PrintAsync()
    {
        (string Word, string Name, Func<Runs, Task<Measured>> Run)[] places =
        [
            ("process", "one process", runs => runs.LocalAsync()),
            ("bundles", "silo and front end, bundles", runs => runs.ClusterAsync("bundles", 1, Way.Bundles)),
            ("enumeration", "silo and front end, enumeration", runs => runs.ClusterAsync("enumeration", 1, Way.Enumeration)),
            ("stream", "silo and front end, stream in memory", runs => runs.ClusterAsync("stream", 1, Way.Stream)),
        ];
        Console.WriteLine("| where | most sessions without a miss | event → sound p50 / p99 ms there | CPU ms per session-second there: silo, front end |");
        Console.WriteLine("|---|---|---|---|");
        foreach ((string word, string name, Func<Runs, Task<Measured>> run) in places)
        {
            if (only.Count > 0 && !only.Contains(word))
            {
                continue;
            }

            (int most, Measured? held) = await SearchAsync(run);
            Console.WriteLine(held is null
                ? $"| {name} | 0 | | |"
                : $"| {name} | {most} | {Measured.Both(held.Heard)} | {Measured.Text(held.CpuPerSecond, "F2")}, {Measured.Text(held.FrontCpuPerSecond, "F2")} |");
        }
    }

    private async Task<(int Most, Measured? Held)> SearchAsync(Func<Runs, Task<Measured>> run)
    {
        (int good, int bad, int next) = (0, int.MaxValue, from);
        Measured? held = null;
        while (bad - good > Math.Max(1, good / 12) && next > 0)
        {
            Measured measured = await run(new Runs(next, length, Every, warmUp, map));
            await Console.Error.WriteLineAsync($"{next}: {measured}");
            (good, bad, held) = measured.Held ? (next, bad, measured) : (good, next, held);
            next = bad == int.MaxValue ? good * 5 / 4 : (good + bad) / 2;
        }

        return (good, held);
    }
}
