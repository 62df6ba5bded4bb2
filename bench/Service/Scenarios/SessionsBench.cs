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
    public static async Task<IReadOnlyList<Row>> RunAsync(Arguments arguments) =>
        [await SearchAsync("live sessions on one core, Opus, one listener each", new LiveLoad(), arguments, 40, 60)];

    /// <summary>Searches the largest number of sessions of a kind.</summary>
    /// <param name="what">What the row is called.</param>
    /// <param name="load">The sessions.</param>
    /// <param name="arguments">How long it looks, and from where.</param>
    /// <param name="from">Where it begins unless told.</param>
    /// <param name="bar">What is to be held; null for nothing.</param>
    public static async Task<Row> SearchAsync(string what, LiveLoad load, Arguments arguments, int from, double? bar)
    {
        // As the service does before it listens.
        Rehearsal.Run(new RuleComposer(), CancellationToken.None);
        int seconds = arguments.Int("--seconds", 12);
        int confirm = arguments.Int("--confirm", 30);
        int good = 0;
        int bad = int.MaxValue;
        int next = arguments.Int("--from", from);
        while (bad - good > Math.Max(1, good / 20))
        {
            LiveLoad.Result result = await load.RunAsync(next, seconds);
            Console.Error.WriteLine(result.ToString());
            (good, bad) = result.Misses == 0 ? (next, bad) : (good, next);
            next = bad == int.MaxValue ? good * 3 / 2 : (good + bad) / 2;
            if (next < 1)
            {
                break;
            }
        }

        return await ConfirmAsync(what, load, good, confirm, bar);
    }

    /// <summary>As many sessions as were promised, for as long as was promised: ten minutes of sixty.</summary>
    public static async Task<IReadOnlyList<Row>> HoldAsync(Arguments arguments)
    {
        Rehearsal.Run(new RuleComposer(), CancellationToken.None);
        int sessions = arguments.Int("--sessions", 60);
        int seconds = arguments.Int("--seconds", 600);
        LiveLoad.Result result = await new LiveLoad().RunAsync(sessions, seconds);
        string measured = string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Misses} misses of {sessions} sessions in {seconds} s, {result.CpuShare * 100:0} % of the core, {result.CpuShare * 1000 / sessions:0.0} ms of it per session and second, {result.MemoryMb:0} MB");
        return [new Row(string.Create(CultureInfo.InvariantCulture, $"{sessions} live sessions on one core for {seconds} s"), result.Misses, measured, 0, MoreIsBetter: false, "misses")];
    }

    // What held for seconds need not hold for minutes: go down in twentieths until it does.
    private static async Task<Row> ConfirmAsync(string what, LiveLoad load, int sessions, int seconds, double? bar)
    {
        while (sessions > 0)
        {
            LiveLoad.Result result = await load.RunAsync(sessions, seconds);
            Console.Error.WriteLine(result.ToString());
            if (result.Misses == 0)
            {
                string measured = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{sessions} without a miss in {seconds} s, {result.CpuShare * 100:0} % of the core, {result.CpuShare * 1000 / sessions:0.0} ms of it per session and second, {result.MemoryMb:0} MB{result.Models}");
                return new Row(what, sessions, measured, bar, MoreIsBetter: true, "sessions");
            }

            sessions -= Math.Max(1, sessions / 20);
        }

        return new Row(what, 0, "none without a miss", bar, MoreIsBetter: true, "sessions");
    }
}
