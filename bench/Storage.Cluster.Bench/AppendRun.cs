using System.Diagnostics;
using System.Globalization;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Cluster.Bench;

/// <summary>How many entries a second became durable, and how long an answer took, in milliseconds.</summary>
internal sealed record AppendRun(double PerSecond, double Median_ms, double High_ms, double Most_ms)
{
    private static readonly byte[] Payload = new byte[200];

    /// <summary>Sessions append one entry of 200 bytes each and wait for the answer before the next.</summary>
    public static async Task<AppendRun> MeasureAsync(IEventLog log, int sessions, TimeSpan length)
    {
        string run = Guid.NewGuid().ToString("N");
        var clock = Stopwatch.StartNew();
        List<double>[] waits = await Task.WhenAll(Enumerable.Range(0, sessions).Select(number => Task.Run(
            () => AppendAsync(log, $"{run}-{number.ToString(CultureInfo.InvariantCulture)}", length))));
        double seconds = clock.Elapsed.TotalSeconds;
        double[] sorted = [.. waits.SelectMany(list => list).Order()];
        return new AppendRun(sorted.Length / seconds, sorted[sorted.Length / 2], sorted[(int)((sorted.Length - 1) * 0.99)], sorted[^1]);
    }

    private static async Task<List<double>> AppendAsync(IEventLog log, string id, TimeSpan length)
    {
        var session = new SessionKey(new TenantId("bench"), id);
        var waits = new List<double>();
        LogEntry? last = null;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < length)
        {
            LogEntry next = LogChain.Next(last, "command", waits.Count, TimeProvider.System.GetUtcNow(), Payload);
            TimeSpan began = clock.Elapsed;
            await log.AppendAsync(session, [next]);
            waits.Add((clock.Elapsed - began).TotalMilliseconds);
            last = next;
        }

        return waits;
    }
}
