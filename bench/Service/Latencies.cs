using System.Globalization;

namespace SessionService.Bench.Service;

/// <summary>Measured times in milliseconds.</summary>
internal sealed class Latencies
{
    private readonly List<double> times = [];

    /// <summary>How many.</summary>
    public int Count => times.Count;

    /// <summary>Adds one.</summary>
    public void Add(double ms) => times.Add(ms);

    /// <summary>Adds all of these to others.</summary>
    public void AddTo(Latencies others) => others.times.AddRange(times);

    /// <summary>The least time that the given share of them does not pass (nearest rank).</summary>
    public double Percentile(double share)
    {
        if (times.Count == 0)
        {
            return double.NaN;
        }

        double[] sorted = [.. times];
        Array.Sort(sorted);
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    /// <summary>Median, 99th percentile and worst, for people.</summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"p99 {Percentile(0.99):0.0} ms (p50 {Percentile(0.5):0.0}, worst {Percentile(1):0.0}, {Count} events)");
}
