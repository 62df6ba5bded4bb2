using System.Globalization;
using SessionService.Bench.Service;

namespace SessionService.Bench.Cluster;

/// <summary>What one run gave.</summary>
internal sealed record Measured(
    string Name, Latencies Acknowledged, Latencies Noticed, double CpuPerSecond, double FrontCpuPerSecond, double MemoryMb, double Silence,
    double Pause, long Skipped, int Refused)
{
    public const string Header =
        "| run | event → answer p50 / p99 ms | event → notice p50 / p99 ms | CPU ms per session-second: silos, front end | memory of silos MB | longest pause ms | longest silence with 1 s in hand ms | skipped samples | refused |\n"
        + "|---|---|---|---|---|---|---|---|---|";

    public override string ToString() =>
        $"| {Name} | {Both(Acknowledged)} | {Both(Noticed)} | {Text(CpuPerSecond, "F1")}, {Text(FrontCpuPerSecond, "F1")} | {Text(MemoryMb, "F0")} "
        + $"| {Text(Pause, "F0")} | {Text(Math.Max(0, Silence), "F0")} | {Text(Skipped, "F0")} | {Text(Refused, "F0")} |";

    private static string Both(Latencies times) => $"{Text(times.Percentile(0.5), "F1")} / {Text(times.Percentile(0.99), "F1")}";

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
