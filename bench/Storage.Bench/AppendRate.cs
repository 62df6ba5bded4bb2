using System.Diagnostics;
using System.Globalization;
using SessionService.Sessions;
using SessionService.Sessions.Ports;
using SessionService.Storage.Sqlite;

namespace SessionService.Storage.Bench;

/// <summary>
/// How many entries a second become durable when sessions append at once, each waiting for its answer before the next,
/// and how long an answer takes. Beside it, in the same run: what one synchronised write to the same disk takes.
/// </summary>
internal static class AppendRate
{
    private static readonly byte[] Payload = new byte[200];

    public static async Task<string> MeasureAsync(string folder, int sessions, TimeSpan length)
    {
        await using SqliteDatabase database = SqliteDatabase.Open(folder);
        double sync_ms = SynchronisedWrite(folder);
        var log = new SqliteEventLog(database);
        string run = Guid.NewGuid().ToString("N");
        await AppendAsync(log, $"{run}-warm", TimeSpan.FromMilliseconds(200));
        WriteStatistics before = database.Statistics;
        var clock = Stopwatch.StartNew();
        List<double>[] waits = await Task.WhenAll(
            Enumerable.Range(0, sessions).Select(number => Task.Run(() => AppendAsync(log, $"{run}-{number}", length))));
        double seconds = clock.Elapsed.TotalSeconds;
        WriteStatistics after = database.Statistics;
        double[] sorted = [.. waits.SelectMany(list => list).Order()];
        long commits = after.Commits - before.Commits;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            sessions            {sessions}
            entries/s           {sorted.Length / seconds:F0}
            commits/s           {commits / seconds:F0}
            entries per commit  {(double)sorted.Length / commits:F1}
            answer ms           p50 {At(sorted, 0.5):F2}  p99 {At(sorted, 0.99):F2}  max {sorted[^1]:F2}
            one synced write ms {sync_ms:F2} (median; 4 KiB, fsync)
            """);
    }

    private static async Task<List<double>> AppendAsync(SqliteEventLog log, string id, TimeSpan length)
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

    private static double SynchronisedWrite(string folder)
    {
        string path = Path.Combine(folder, "sync.probe");
        double[] times = new double[100];
        using (FileStream file = File.Create(path))
        {
            byte[] page = new byte[4096];
            for (int i = 0; i < times.Length; i++)
            {
                var clock = Stopwatch.StartNew();
                file.Write(page);
                file.Flush(flushToDisk: true);
                times[i] = clock.Elapsed.TotalMilliseconds;
            }
        }

        File.Delete(path);
        return At([.. times.Order()], 0.5);
    }

    private static double At(double[] sorted, double fraction)
    {
        return sorted[(int)((sorted.Length - 1) * fraction)];
    }
}
