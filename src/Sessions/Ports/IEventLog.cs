namespace SessionService.Sessions.Ports;

/// <summary>Append-only logs, one per session. Appends of many sessions share one commit.</summary>
public interface IEventLog
{
    /// <summary>
    /// Appends entries and completes when they are on disk (or in the store's durable medium). Calls for one session are
    /// made in order of sequence and kept in that order; several may be under way at once.
    /// </summary>
    /// <param name="session">Whose log.</param>
    /// <param name="entries">One or more entries with consecutive sequence numbers.</param>
    /// <exception cref="ArgumentException">The entries are none, or are not chained to one another (<see cref="LogChain"/>).</exception>
    /// <exception cref="LogConflictException">The log does not end where the first entry begins: another writer has it.</exception>
    /// <exception cref="StoreUnavailableException">The medium refused (full, gone); nothing was acknowledged.</exception>
    Task AppendAsync(SessionKey session, IReadOnlyList<LogEntry> entries);

    /// <summary>All entries of a session in order, from <paramref name="fromSequence"/>; empty where there is none.</summary>
    IAsyncEnumerable<LogEntry> ReadAsync(SessionKey session, long fromSequence = 0, CancellationToken cancellation = default);

    /// <summary>
    /// Records that the session may have played up to <paramref name="sample"/>; completes when durable. After a crash
    /// playing goes on from there, so that no sample is ever rendered twice with different events. Never moves back.
    /// </summary>
    Task ReserveAsync(SessionKey session, long sample);

    /// <summary>The highest reservation of a session, 0 where there is none.</summary>
    Task<long> ReservedAsync(SessionKey session, CancellationToken cancellation = default);
}

/// <summary>Another writer appended to the same log.</summary>
public sealed class LogConflictException(string message) : Exception(message);

/// <summary>The durable medium cannot take the write.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
