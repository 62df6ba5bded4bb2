using System.Runtime.CompilerServices;
using Npgsql;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Postgres;

/// <summary>Event logs; appends of all sessions share transactions.</summary>
internal sealed class PostgresEventLog(PostgresDatabase database) : IEventLog
{
    private const int PageEntries = 512;

    public async Task AppendAsync(SessionKey session, IReadOnlyList<LogEntry> entries)
    {
        LogRules.RequireChain(entries);
        LogEntry first = entries[0];
        if (first.Sequence == 0)
        {
            LogRules.RequireTail(session, first, -1, LogChain.Genesis.Span);
        }

        long length = await database.WriteAsync(
            new PostgresStatement(
                "SELECT append_entries($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                session.Tenant.Value, session.Id, first.Sequence, first.PreviousHash.ToArray(),
                entries.Select(entry => entry.Kind).ToArray(), entries.Select(entry => entry.AtSample).ToArray(),
                entries.Select(entry => entry.At.UtcTicks).ToArray(), entries.Select(entry => entry.Payload.ToArray()).ToArray(),
                entries.Select(entry => entry.PreviousHash.ToArray()).ToArray(), entries.Select(entry => entry.Hash.ToArray()).ToArray()),
            Number);
        if (length >= 0)
        {
            throw LogRules.Conflict(session, first, length - 1);
        }
    }

    public async IAsyncEnumerable<LogEntry> ReadAsync(
        SessionKey session, long fromSequence = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        long from = fromSequence;
        while (true)
        {
            List<LogEntry> page = await database.AllAsync(
                new PostgresStatement(
                    """
                    SELECT sequence, kind, at_sample, at, payload, previous_hash, hash FROM event_log
                    WHERE tenant = $1 AND session = $2 AND sequence >= $3 ORDER BY sequence LIMIT $4
                    """,
                    session.Tenant.Value, session.Id, from, PageEntries),
                Entry, cancellation);
            foreach (LogEntry entry in page)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return entry;
            }

            if (page.Count < PageEntries)
            {
                yield break;
            }

            from = page[^1].Sequence + 1;
        }
    }

    public Task ReserveAsync(SessionKey session, long sample)
    {
        return database.WriteAsync(
            new PostgresStatement(
                """
                INSERT INTO reservations AS r (tenant, session, sample) VALUES ($1, $2, $3)
                ON CONFLICT (tenant, session) DO UPDATE SET sample = greatest(r.sample, excluded.sample) RETURNING sample
                """,
                session.Tenant.Value, session.Id, sample),
            Number);
    }

    public Task<long> ReservedAsync(SessionKey session, CancellationToken cancellation = default)
    {
        return database.FirstAsync(
            new PostgresStatement("SELECT sample FROM reservations WHERE tenant = $1 AND session = $2", session.Tenant.Value, session.Id),
            reader => reader.GetInt64(0), cancellation);
    }

    private static long Number(NpgsqlDataReader reader)
    {
        return reader.Read() ? reader.GetInt64(0) : throw new InvalidOperationException("The statement returned no row.");
    }

    private static LogEntry Entry(NpgsqlDataReader reader)
    {
        return new LogEntry(
            reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.Instant(3), reader.Blob(4), reader.Blob(5), reader.Blob(6));
    }
}
