using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Sqlite;

/// <summary>Event logs in SQLite; appends of all sessions share commits.</summary>
/// <param name="database">Where.</param>
public sealed class SqliteEventLog(SqliteDatabase database) : IEventLog
{
    private const int PageEntries = 512;

    /// <inheritdoc/>
    public Task AppendAsync(SessionKey session, IReadOnlyList<LogEntry> entries)
    {
        LogRules.RequireChain(entries);
        return database.WriteAsync(statements => Append(statements, session, entries));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<LogEntry> ReadAsync(
        SessionKey session, long fromSequence = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        // By pages, so that a slow reader holds no snapshot that would keep the write-ahead log from shrinking.
        long from = fromSequence;
        while (true)
        {
            long first = from;
            List<LogEntry> page = await database.ReadAsync(statements => ReadPage(statements, session, first), cancellation);
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

    /// <inheritdoc/>
    public Task ReserveAsync(SessionKey session, long sample)
    {
        return database.WriteAsync(statements => statements.Execute(
            """
            INSERT INTO reservations (tenant, session, sample) VALUES ($1, $2, $3)
            ON CONFLICT (tenant, session) DO UPDATE SET sample = excluded.sample WHERE excluded.sample > sample
            """,
            session.Tenant.Value, session.Id, sample));
    }

    /// <inheritdoc/>
    public Task<long> ReservedAsync(SessionKey session, CancellationToken cancellation = default)
    {
        return database.ReadAsync(
            statements => (long?)statements.Scalar(
                "SELECT sample FROM reservations WHERE tenant = $1 AND session = $2", session.Tenant.Value, session.Id) ?? 0,
            cancellation);
    }

    private static int Append(SqliteStatements statements, SessionKey session, IReadOnlyList<LogEntry> entries)
    {
        (long sequence, byte[] hash) = Tail(statements, session);
        LogRules.RequireTail(session, entries[0], sequence, hash);
        foreach (LogEntry entry in entries)
        {
            statements.Execute(
                """
                INSERT INTO event_log (tenant, session, sequence, kind, at_sample, at, payload, previous_hash, hash)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """,
                session.Tenant.Value, session.Id, entry.Sequence, entry.Kind, entry.AtSample, entry.At.UtcTicks,
                entry.Payload.ToArray(), entry.PreviousHash.ToArray(), entry.Hash.ToArray());
        }

        return entries.Count;
    }

    private static (long Sequence, byte[] Hash) Tail(SqliteStatements statements, SessionKey session)
    {
        (long sequence, byte[]? hash) = statements.First(
            "SELECT sequence, hash FROM event_log WHERE tenant = $1 AND session = $2 ORDER BY sequence DESC LIMIT 1",
            reader => (reader.GetInt64(0), reader.Blob(1)), session.Tenant.Value, session.Id);
        if (hash is not null)
        {
            return (sequence, hash);
        }

        // Nothing has the empty hash before it: no entry follows on a log that was moved.
        return SqliteLogArchive.Find(statements, session) is { } moved ? (moved.Entries - 1, []) : (-1, LogChain.Genesis.ToArray());
    }

    private static List<LogEntry> ReadPage(SqliteStatements statements, SessionKey session, long from)
    {
        return statements.All(
            """
            SELECT sequence, kind, at_sample, at, payload, previous_hash, hash FROM event_log
            WHERE tenant = $1 AND session = $2 AND sequence >= $3 ORDER BY sequence LIMIT $4
            """,
            Entry, session.Tenant.Value, session.Id, from, PageEntries);
    }

    private static LogEntry Entry(SqliteDataReader reader)
    {
        return new LogEntry(
            reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.Instant(3), reader.Blob(4), reader.Blob(5), reader.Blob(6));
    }
}
