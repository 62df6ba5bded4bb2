using System.Globalization;
using System.Text;
using SessionService.Sessions;
using SessionService.Sessions.Ports;
using SessionService.Storage.Sqlite;

namespace SessionService.Storage.Bench;

/// <summary>Appends from several sessions at once until it is killed, and says which entry was acknowledged as soon as it was.</summary>
internal static class AcknowledgedWriter
{
    public const int Sessions = 8;

    public static async Task RunAsync(string folder, TextWriter acknowledged)
    {
        await using SqliteDatabase database = SqliteDatabase.Open(folder);
        var log = new SqliteEventLog(database);
        await Task.WhenAll(Enumerable.Range(0, Sessions).Select(number => AppendAsync(log, number, acknowledged)));
    }

    private static async Task AppendAsync(SqliteEventLog log, int number, TextWriter acknowledged)
    {
        var session = new SessionKey(new TenantId("crash"), $"s{number.ToString(CultureInfo.InvariantCulture)}");
        LogEntry? last = null;
        while (true)
        {
            byte[] payload = Encoding.UTF8.GetBytes($$"""{"session":{{number}},"after":{{last?.Sequence ?? -1}}}""");
            LogEntry next = LogChain.Next(last, "command", 960 * (last?.Sequence ?? 0), TimeProvider.System.GetUtcNow(), payload);
            await log.AppendAsync(session, [next]);
            await log.ReserveAsync(session, next.AtSample + 48_000);
            lock (acknowledged)
            {
                // One write of one line: what is seen is whole.
                acknowledged.WriteLine($"{session.Id} {next.Sequence.ToString(CultureInfo.InvariantCulture)}");
                acknowledged.Flush();
            }

            last = next;
        }
    }
}
