using System.Runtime.InteropServices;
using SessionService.Chaos.Cluster;
using SessionService.Chaos.Listening;

namespace SessionService.Chaos.Scenarios;

/// <summary>Runs a scenario on a cluster of its own and sums up what came of it.</summary>
internal static class Runner
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    /// <summary>Runs it.</summary>
    public static async Task<Result> RunAsync(Scenario scenario, Settings settings)
    {
        await using Town town = await Town.StartAsync(settings, scenario.Wired, scenario.SmallDisk);
        using PosixSignalRegistration interrupted = OnSignal(PosixSignal.SIGINT, town);
        using PosixSignalRegistration terminated = OnSignal(PosixSignal.SIGTERM, town);
        await using Crowd crowd = await Crowd.GatherAsync(town, settings);
        await Task.Delay(TimeSpan.FromSeconds(settings.WarmUp));
        Mark(crowd);
        long calm = TimeProvider.System.GetTimestamp();
        ProcessorTime began = ProcessorTime.Read(town);
        await Task.Delay(Calm);
        ProcessorTime used = ProcessorTime.Read(town).Since(began, TimeProvider.System.GetElapsedTime(calm));
        Settle(crowd);
        TimeSpan before = crowd.Visitors.Max(visitor => visitor.Playout.LongestSilence);
        TimeSpan wait = crowd.Visitors.Max(visitor => visitor.Playout.LongestWait);
        Mark(crowd);
        Console.Error.WriteLine(FormattableString.Invariant(
            $"{DateTime.Now:HH:mm:ss.fff} {scenario.Name}: strikes now; before: silence {before.TotalSeconds:0.00} s, longest wait {wait.TotalSeconds:0.00} s, processors: silos {used.Silos:0.00}, front ends {used.FrontEnds:0.00}, Redis {used.Redis:0.00}, listeners {used.Listeners:0.00}"));
        long struck = TimeProvider.System.GetTimestamp();
        await scenario.StrikeAsync(town, crowd);
        await CalmAgainAsync(town, crowd);
        Settle(crowd);
        int lost = await crowd.LostAsync();
        await crowd.LeaveAsync();
        Report(crowd, settings, scenario, struck);
        return await SumUpAsync(scenario, town, crowd, new Before(before, used), struck, lost);
    }

    // Processes, disk and wires must not outlive this program.
    private static PosixSignalRegistration OnSignal(PosixSignal signal, Town town) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        town.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(10));
        Environment.Exit(130);
    });

    private static void Mark(Crowd crowd)
    {
        foreach (Visitor visitor in crowd.Visitors)
        {
            visitor.Playout.Mark();
            visitor.Commands.Mark();
        }
    }

    private static void Settle(Crowd crowd)
    {
        foreach (Visitor visitor in crowd.Visitors)
        {
            visitor.Playout.Settle();
        }
    }

    // All nodes ready and no listener without audio, for ten seconds in a row.
    private static async Task CalmAgainAsync(Town town, Crowd crowd)
    {
        int calm = 0;
        for (int second = 0; second < Most.TotalSeconds && calm < 10; second++)
        {
            await Task.Delay(1000);
            bool[] ready = await Task.WhenAll(town.All.Select(node => node.IsReadyAsync()));
            bool all = crowd.Visitors.All(visitor =>
                TimeProvider.System.GetElapsedTime(visitor.Playout.LastAt) < TimeSpan.FromSeconds(0.5));
            calm = all && ready.All(node => node) ? calm + 1 : 0;
        }

        // The last commands get their answers.
        for (int tenth = 0; tenth < 100 && crowd.Visitors.Any(visitor => visitor.Commands.Open > 3); tenth++)
        {
            await Task.Delay(100);
        }
    }

    private static async Task<Result> SumUpAsync(
        Scenario scenario, Town town, Crowd crowd, Before before, long struck, int lost)
    {
        (int events, int broken, long compared, long different) = await Verification.CheckAsync(town.Redis.Address, crowd.Visitors);
        IReadOnlyList<Visitor> all = crowd.Visitors;
        long even = all.Max(visitor => visitor.Playout.LastWaitEndedAt);
        return new Result
        {
            Name = scenario.Name,
            Sessions = all.Count,
            Acknowledged = all.Sum(visitor => visitor.Commands.Acknowledged.Count),
            EventsLost = events,
            Unanswered = all.Sum(visitor => Math.Max(0, visitor.Commands.Open - 3)),
            SessionsLost = lost,
            BrokenLogs = broken,
            Processors = before.Processors,
            SilenceBefore = before.Silence,
            LongestSilence = all.Max(visitor => visitor.Playout.LongestSilence),
            Silenced = all.Count(visitor => visitor.Playout.LongestSilence > TimeSpan.Zero),
            LongestWait = all.Max(visitor => visitor.Playout.LongestWait),
            LeftOut = TimeSpan.FromSeconds(all.Max(visitor => visitor.LeftOut) / 48_000.0),
            Repeated = all.Sum(visitor => visitor.Repeated),
            Recovered = even == 0 ? TimeSpan.Zero : TimeProvider.System.GetElapsedTime(struck, even),
            SlowestAnswer = all.Max(visitor => visitor.Commands.Slowest),
            Compared = compared,
            Different = different,
        };
    }

    private static string WaitsOf(Visitor visitor, long struck) => string.Join(", ", visitor.Playout.Waits.Select(wait => FormattableString.Invariant(
        $"{TimeProvider.System.GetElapsedTime(struck, wait.EndedAt).TotalSeconds:0.00}: {wait.Waited.TotalSeconds:0.00}/{wait.Silence.TotalSeconds:0.00}")));

    private static void Report(Crowd crowd, Settings settings, Scenario scenario, long struck)
    {
        IEnumerable<string> lines = crowd.Visitors.Select(visitor => FormattableString.Invariant(
            $"{visitor.Session} heard {visitor.HeardTo:0.0} s, losses {visitor.Losses}, longest wait {visitor.Playout.LongestWait.TotalSeconds:0.00}, silence {visitor.Playout.Silence.TotalSeconds:0.00}, left out {visitor.LeftOut / 48_000.0:0.00}, repeated {visitor.Repeated}, open {visitor.Commands.Open}, rejected {visitor.Commands.Rejected}, waits (end: length/silence) [{WaitsOf(visitor, struck)}]: {string.Join(' ', visitor.Complaints.Take(3))}"));
        File.WriteAllLines(Path.Combine(settings.Folder, scenario.Name + ".txt"), lines);
    }

    // How it was while nothing was wrong.
    private sealed record Before(TimeSpan Silence, ProcessorTime Processors);
}
