using SessionService.Inference.Serving;

namespace SessionService.Inference.Registry;

/// <summary>How the bars of a version ended. Counters only grow.</summary>
/// <param name="Model">The model; empty for bars for which no version could be asked.</param>
/// <param name="Version">Its version; empty likewise.</param>
/// <param name="Ends">How many ended in each way, by <see cref="SequenceEnd"/>.</param>
public sealed record VersionOutcomes(string Model, string Version, IReadOnlyList<long> Ends)
{
    /// <summary>How many ended in this way.</summary>
    public long Of(SequenceEnd end) => Ends[(int)end];
}

/// <summary>Counts the ends of bars by version. Safe for any number of threads.</summary>
internal sealed class OutcomeCounters
{
    private readonly Lock door = new();
    private readonly SortedDictionary<(string Name, string Version), long[]> ends = [];

    /// <summary>What was counted, in order of names.</summary>
    public IReadOnlyList<VersionOutcomes> All
    {
        get
        {
            lock (door)
            {
                return [.. ends.Select(pair => new VersionOutcomes(pair.Key.Name, pair.Key.Version, [.. pair.Value]))];
            }
        }
    }

    /// <summary>Counts one.</summary>
    public void Count(VersionKey key, SequenceEnd end)
    {
        lock (door)
        {
            if (!ends.TryGetValue((key.Name, key.Version), out long[]? counts))
            {
                ends[(key.Name, key.Version)] = counts = new long[Enum.GetValues<SequenceEnd>().Length];
            }

            counts[(int)end]++;
        }
    }
}
