using SessionService.Chaos.Cluster;
using SessionService.Chaos.Listening;

namespace SessionService.Chaos.Scenarios;

/// <summary>Something that goes wrong.</summary>
/// <param name="Name">In the table and on the command line.</param>
/// <param name="Wired">Whether silos need networks of their own.</param>
/// <param name="SmallDisk">Whether Redis needs a small disk.</param>
/// <param name="StrikeAsync">Does it, and mends what a person would mend.</param>
internal sealed record Scenario(string Name, bool Wired, bool SmallDisk, Func<Town, Crowd, Task> StrikeAsync);

/// <summary>All of them.</summary>
internal static class ScenarioList
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>In the order in which they run.</summary>
    public static readonly IReadOnlyList<Scenario> All =
    [
        new("sigterm", false, false, SigtermAsync),
        new("kill", false, false, KillAsync),
        new("sigstop", false, false, SigstopAsync),
        new("disk-full", false, true, DiskFullAsync),
        new("redis-restart", false, false, RedisRestartAsync),
        new("partition-silos", true, false, PartitionAsync),
        new("partition-all", true, false, IsolationAsync),
        new("rolling-upgrade", false, false, RollingUpgradeAsync),
    ];

    private static async Task SigtermAsync(Town town, Crowd crowd)
    {
        town.Silos[1].Signal("TERM");
        await town.Silos[1].EndedAsync(Patience);
    }

    private static Task KillAsync(Town town, Crowd crowd)
    {
        town.Silos[1].Signal("KILL");
        return Task.CompletedTask;
    }

    private static async Task SigstopAsync(Town town, Crowd crowd)
    {
        town.Silos[1].Signal("STOP");
        await Task.Delay(TimeSpan.FromSeconds(20));
        town.Silos[1].Signal("CONT");
    }

    private static async Task DiskFullAsync(Town town, Crowd crowd)
    {
        town.Disk.Fill();
        await Task.Delay(TimeSpan.FromSeconds(10));
        town.Disk.Free();
    }

    private static async Task RedisRestartAsync(Town town, Crowd crowd)
    {
        town.RedisMayStart = false;
        await town.Redis.StopAsync();
        town.Redis.Start();
        await town.Redis.BecomeReadyAsync();
        town.RedisMayStart = true;
    }

    private static async Task PartitionAsync(Town town, Crowd crowd)
    {
        town.Wiring.CutFromSilos(1);
        await Task.Delay(TimeSpan.FromSeconds(20));
        town.Wiring.JoinToSilos(1);
    }

    private static async Task IsolationAsync(Town town, Crowd crowd)
    {
        town.Wiring.Cut(1);
        await Task.Delay(TimeSpan.FromSeconds(20));
        town.Wiring.Join(1);
    }

    private static async Task RollingUpgradeAsync(Town town, Crowd crowd)
    {
        foreach (Node node in town.All)
        {
            town.Leave(node, alone: true);
            node.Signal("TERM");
            await node.EndedAsync(Patience);
            node.Start();
            await node.BecomeReadyAsync();
            town.Leave(node, alone: false);

            // By the next one, a player has its buffer back.
            await Task.Delay(TimeSpan.FromSeconds(5));
            foreach (Visitor visitor in crowd.Visitors)
            {
                visitor.Playout.Refill();
            }
        }
    }
}
