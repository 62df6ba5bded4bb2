using System.Runtime.CompilerServices;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Archive;

/// <summary>
/// An event log whose older logs lie in a store of blobs (<see cref="LogArchivist"/>): reading finds them there, and whoever
/// reads cannot tell, but for the time it takes. Writing goes to the event log itself.
/// </summary>
/// <param name="log">The event log.</param>
/// <param name="archive">Where the moved ones lie.</param>
/// <param name="blobs">What holds them.</param>
public sealed class ArchivingEventLog(IEventLog log, ILogArchive archive, IBlobStore blobs) : IEventLog
{
    /// <inheritdoc/>
    public Task AppendAsync(SessionKey session, IReadOnlyList<LogEntry> entries)
    {
        return log.AppendAsync(session, entries);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">A moved log is not where it should be.</exception>
    /// <exception cref="BlobDamagedException">It is damaged; so it is with <see cref="InvalidDataException"/>.</exception>
    public async IAsyncEnumerable<LogEntry> ReadAsync(
        SessionKey session, long fromSequence = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        long next = Math.Max(0, fromSequence);
        await foreach (LogEntry entry in log.ReadAsync(session, next, cancellation))
        {
            yield return entry;
            next = entry.Sequence + 1;
        }

        // Asked last: a log that is moved while it is read ends early, and goes on in its blob.
        if (await archive.FindAsync(session, cancellation) is not { } moved || next >= moved.Entries)
        {
            yield break;
        }

        await foreach (LogEntry entry in ReadMovedAsync(session, moved, cancellation))
        {
            if (entry.Sequence >= next)
            {
                yield return entry;
            }
        }
    }

    /// <inheritdoc/>
    public Task ReserveAsync(SessionKey session, long sample)
    {
        return log.ReserveAsync(session, sample);
    }

    /// <inheritdoc/>
    public Task<long> ReservedAsync(SessionKey session, CancellationToken cancellation = default)
    {
        return log.ReservedAsync(session, cancellation);
    }

    private async IAsyncEnumerable<LogEntry> ReadMovedAsync(
        SessionKey session, ArchivedLog moved, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var blob = new BlobKey(session.Tenant, moved.Sha256);
        await using Stream stream = await blobs.OpenAsync(blob, cancellation)
            ?? throw new StoreUnavailableException($"The log of {session} was moved to the blob {blob}, which is not there.");
        LogEntry? last = null;
        await foreach (LogEntry entry in LogArchiveFormat.ReadAsync(stream, cancellation))
        {
            yield return entry;
            last = entry;
        }

        if (last is null || last.Sequence != moved.Entries - 1 || !last.Hash.Span.SequenceEqual(moved.LastHash.Span))
        {
            throw new BlobDamagedException($"The blob {blob} is not the whole log of {session}.");
        }
    }
}
