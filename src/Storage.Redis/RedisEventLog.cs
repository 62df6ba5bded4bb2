using System.Runtime.CompilerServices;
using SessionService.Sessions;
using SessionService.Sessions.Ports;
using StackExchange.Redis;

namespace SessionService.Storage.Redis;

/// <summary>Event logs as lists, the index being the sequence.</summary>
internal sealed class RedisEventLog(RedisConnection connection, RedisWriter writer, RedisKeys keys) : IEventLog
{
    private const int PageEntries = 512;

    public async Task AppendAsync(SessionKey session, IReadOnlyList<LogEntry> entries)
    {
        LogRules.RequireChain(entries);
        RedisValue[] values = [entries[0].Sequence, entries[0].PreviousHash, .. entries.Select(entry => (RedisValue)LogEntryCodec.Encode(entry))];
        RedisResult end = await writer.WriteAsync(
            new RedisWrite(LogScripts.Append, [keys.Log(session), keys.Moved(session)], values, static result => (long)result >= 0));
        if ((long)end is var length and >= 0)
        {
            throw LogRules.Conflict(session, entries[0], length - 1);
        }
    }

    public async IAsyncEnumerable<LogEntry> ReadAsync(
        SessionKey session, long fromSequence = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        RedisKey log = keys.Log(session);
        for (long from = Math.Max(0, fromSequence); ; from += PageEntries)
        {
            long first = from;
            RedisValue[] page = await connection.ReadAsync(
                database => database.ListRangeAsync(log, first, first + PageEntries - 1, CommandFlags.DemandMaster), cancellation);
            foreach (RedisValue value in page)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return LogEntryCodec.Decode((byte[])value!);
            }

            if (page.Length < PageEntries)
            {
                yield break;
            }
        }
    }

    public Task ReserveAsync(SessionKey session, long sample)
    {
        return writer.WriteAsync(new RedisWrite(LogScripts.Reserve, [keys.Reservation(session)], [sample]));
    }

    public async Task<long> ReservedAsync(SessionKey session, CancellationToken cancellation = default)
    {
        RedisValue held = await connection.ReadAsync(
            database => database.StringGetAsync(keys.Reservation(session), CommandFlags.DemandMaster), cancellation);
        return held.IsNull ? 0 : (long)held;
    }
}
