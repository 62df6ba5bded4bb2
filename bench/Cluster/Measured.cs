using System.Globalization;
using SessionService.Bench.Service;

namespace SessionService.Bench.Cluster;

/// <summary>What one run gave.</summary>
internal sealed record Measured(
    string Name, Latencies Acknowledged, Latencies Heard, double CpuPerSecond, double FrontCpuPerSecond, double MemoryMb, double Silence,
    double Pause, long Skipped, long Missed, int Refused)
{
    public const string Header =
        "| run | event → answer p50 / p99 ms | event → sound p50 / p99 ms | CPU ms per session-second: silos, front end | memory of silos MB | longest pause ms | longest silence with 1 s in hand ms | skipped samples | missed slices | refused |\n"
        + "|---|---|---|---|---|---|---|---|---|---|";

    /// <summary>Whether every slice was ready in time, every sample came, and every event was taken.</summary>
    public bool Held => Missed == 0 && Skipped == 0 && Refused == 0 && Silence <= 0;

    /// <summary>Processor time of a session, silos and front end together, ms a second.</summary>
    public double Cpu => CpuPerSecond + FrontCpuPerSecond;

    public override string ToString() =>
        $"| {Name} | {Both(Acknowledged)} | {Both(Heard)} | {Text(CpuPerSecond, "F2")}, {Text(FrontCpuPerSecond, "F2")} | {Text(MemoryMb, "F0")} "
        + $"| {Text(Pause, "F0")} | {Text(Math.Max(0, Silence), "F0")} | {Text(Skipped, "F0")} | {Text(Missed, "F0")} | {Text(Refused, "F0")} |";

    /// <summary>Median and 99th percentile.</summary>
    public static string Both(Latencies times) => $"{Text(times.Percentile(0.5), "F1")} / {Text(times.Percentile(0.99), "F1")}";

    /// <summary>A number as people read it.</summary>
    public static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
