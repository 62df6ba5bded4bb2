using System.Text;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Tests.Support;

/// <summary>Things to store.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly TenantId Ann = new("ann");
    public static readonly TenantId Bob = new("bob");

    public static SessionKey Session(string id, TenantId? tenant = null)
    {
        return new SessionKey(tenant ?? Ann, id);
    }

    public static ProjectKey Project(string id, TenantId? tenant = null)
    {
        return new ProjectKey(tenant ?? Ann, id);
    }

    /// <summary>A chain of entries that follow another.</summary>
    public static List<LogEntry> Entries(int count, LogEntry? after = null, string text = "x")
    {
        var entries = new List<LogEntry>();
        LogEntry? last = after;
        for (int i = 0; i < count; i++)
        {
            last = Next(last, text);
            entries.Add(last);
        }

        return entries;
    }

    public static LogEntry Next(LogEntry? after, string text = "x")
    {
        long sequence = (after?.Sequence ?? -1) + 1;
        return LogChain.Next(after, "command", sequence * 960, Noon.AddTicks(sequence), Encoding.UTF8.GetBytes($$"""{"n":{{sequence}},"t":"{{text}}"}"""));
    }

    public static async Task<List<LogEntry>> Read(this IEventLog log, SessionKey session, long from = 0)
    {
        var entries = new List<LogEntry>();
        await foreach (LogEntry entry in log.ReadAsync(session, from, TestContext.Current.CancellationToken))
        {
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>Entries are compared by what they hold: memory compares by reference.</summary>
    public static void Same(IEnumerable<LogEntry> expected, IEnumerable<LogEntry> actual)
    {
        Assert.Equal(expected.Select(Flat), actual.Select(Flat));
    }

    private static string Flat(LogEntry entry)
    {
        return string.Join(
            '|', entry.Sequence, entry.Kind, entry.AtSample, entry.At.UtcTicks, Encoding.UTF8.GetString(entry.Payload.Span),
            Convert.ToHexString(entry.PreviousHash.Span), Convert.ToHexString(entry.Hash.Span));
    }
}
