using System.Globalization;
using SessionService.Music.Composition;
using SessionService.Sessions.Engine;

namespace SessionService.Bench.Service.Scenarios;

/// <summary>
/// Live sessions per core: N sessions of one process held to one core, each composed, rendered, mixed and encoded in real
/// time for one listener, with the event log on disk. The largest N without a missed deadline is searched.
/// </summary>
internal static class SessionsBench
{
    public static async Task<IReadOnlyList<Row>> RunAsync(Arguments arguments)
    {
        // As the service does before it listens.
        Rehearsal.Run(new RuleComposer(), CancellationToken.None);
        int seconds = arguments.Int("--seconds", 12);
        int confirm = arguments.Int("--confirm", 30);
        int good = 0;
        int bad = int.MaxValue;
        int next = arguments.Int("--from", 40);
        while (bad - good > Math.Max(1, good / 20))
        {
            LiveLoad.Result result = await LiveLoad.RunAsync(next, seconds);
            Console.Error.WriteLine(result.ToString());
            (good, bad) = result.Misses == 0 ? (next, bad) : (good, next);
            next = bad == int.MaxValue ? good * 3 / 2 : (good + bad) / 2;
            if (next < 1)
            {
                break;
            }
        }

        return [await ConfirmAsync(good, confirm)];
    }

    // What held for seconds need not hold for minutes: go down in twentieths until it does.
    private static async Task<Row> ConfirmAsync(int sessions, int seconds)
    {
        while (sessions > 0)
        {
            LiveLoad.Result result = await LiveLoad.RunAsync(sessions, seconds);
            Console.Error.WriteLine(result.ToString());
            if (result.Misses == 0)
            {
                string measured = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{sessions} without a miss in {seconds} s, {result.CpuShare * 100:0} % of the core, {result.CpuShare * 1000 / sessions:0.0} ms of it per session and second, {result.MemoryMb:0} MB");
                return new Row("live sessions on one core, Opus, one listener each", sessions, measured, 60, MoreIsBetter: true, "sessions");
            }

            sessions -= Math.Max(1, sessions / 20);
        }

        return new Row("live sessions on one core, Opus, one listener each", 0, "none without a miss", 60, MoreIsBetter: true, "sessions");
    }
}
