namespace SessionService.Sessions.Ports;

/// <summary>Where the log of a session lies that was moved out of the event log.</summary>
/// <param name="Sha256">Hex SHA-256 of the blob that holds it (<see cref="IBlobStore"/>).</param>
/// <param name="Bytes">Size of the blob.</param>
/// <param name="Entries">Entries of the log, from 0.</param>
/// <param name="LastHash">Hash of its last entry, which stands for the whole chain.</param>
public sealed record ArchivedLog(string Sha256, long Bytes, long Entries, ReadOnlyMemory<byte> LastHash);

/// <summary>What an event log knows of logs that were moved out of it. Nothing follows on a log that was moved.</summary>
public interface ILogArchive
{
    /// <summary>Sessions closed before a time whose logs were not moved yet, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<SessionKey>> ClosedAsync(DateTimeOffset before, int limit, CancellationToken cancellation = default);

    /// <summary>Where the log of a session lies; null where it was not moved.</summary>
    Task<ArchivedLog?> FindAsync(SessionKey session, CancellationToken cancellation = default);

    /// <summary>
    /// Notes where a log lies and drops its entries, both or neither; durable when it completes. Doing it again with the
    /// same place changes nothing.
    /// </summary>
    /// <exception cref="LogConflictException">The log does not end where the moved one does.</exception>
    Task MoveAsync(SessionKey session, ArchivedLog archived, CancellationToken cancellation = default);
}
