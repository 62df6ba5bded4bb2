using SessionService.Sessions;
using SessionService.Sessions.Ports;
using SessionService.Storage.Blobs;

namespace SessionService.Storage.Archive;

/// <summary>What a sweep came to.</summary>
/// <param name="Moved">Logs that were moved.</param>
/// <param name="Left">Logs that stay where they are, and why.</param>
public sealed record ArchiveSweep(int Moved, IReadOnlyDictionary<SessionKey, string> Left);

/// <summary>
/// Moves the logs of sessions closed long ago out of the event log, each as one compressed blob. The blob is stored, read
/// back and compared before the log is dropped, and dropping it and noting where it lies is one step: wherever this is cut
/// short, the log is whole in one place at least, and the next sweep goes on.
/// </summary>
/// <param name="log">The event log itself, not one that reads moved logs too.</param>
/// <param name="archive">Where the moved ones lie.</param>
/// <param name="blobs">What holds them.</param>
/// <param name="time">What tells how long ago.</param>
public sealed class LogArchivist(IEventLog log, ILogArchive archive, IBlobStore blobs, TimeProvider time)
{
    private const int Page = 100;

    /// <summary>Moves the logs of all sessions that were closed longer ago than that.</summary>
    /// <param name="age">How long ago.</param>
    /// <param name="cancellation">Stops after the log at hand.</param>
    /// <exception cref="StoreUnavailableException">A store refused.</exception>
    public async Task<ArchiveSweep> SweepAsync(TimeSpan age, CancellationToken cancellation = default)
    {
        DateTimeOffset before = time.GetUtcNow() - age;
        var left = new Dictionary<SessionKey, string>();
        int moved = 0;
        while (true)
        {
            IReadOnlyList<SessionKey> closed = await archive.ClosedAsync(before, Page + left.Count, cancellation);
            List<SessionKey> next = [.. closed.Where(session => !left.ContainsKey(session))];
            if (next.Count == 0)
            {
                return new ArchiveSweep(moved, left);
            }

            foreach (SessionKey session in next)
            {
                cancellation.ThrowIfCancellationRequested();
                if (await MoveAsync(session, cancellation) is { } reason)
                {
                    left.Add(session, reason);
                }
                else
                {
                    moved++;
                }
            }
        }
    }

    /// <summary>Moves one log.</summary>
    /// <returns>Why it stays; null where it was moved.</returns>
    private async Task<string?> MoveAsync(SessionKey session, CancellationToken cancellation)
    {
        try
        {
            // Moved before, but listed still: only the list is behind.
            ArchivedLog? archived = await archive.FindAsync(session, cancellation) ?? await StoreAsync(session, cancellation);
            if (archived is null)
            {
                return "It has no log.";
            }

            await archive.MoveAsync(session, archived, cancellation);
            return null;
        }
        catch (Exception fault) when (fault is InvalidDataException or BlobDamagedException or LogConflictException or ArgumentException)
        {
            return fault.Message;
        }
    }

    private async Task<ArchivedLog?> StoreAsync(SessionKey session, CancellationToken cancellation)
    {
        await using FileStream file = BlobContent.TemporaryFile();
        LogEntry? last = await LogArchiveFormat.WriteAsync(log.ReadAsync(session, 0, cancellation), file, cancellation);
        if (last is null)
        {
            return null;
        }

        file.Position = 0;
        BlobKey blob = await blobs.PutAsync(session.Tenant, file, cancellation);
        var archived = new ArchivedLog(blob.Sha256, file.Length, last.Sequence + 1, last.Hash);
        await RequireAsync(blob, archived, cancellation);
        return archived;
    }

    /// <summary>Reads back what was stored: what is dropped must be there.</summary>
    private async Task RequireAsync(BlobKey blob, ArchivedLog archived, CancellationToken cancellation)
    {
        await using Stream stream = await blobs.OpenAsync(blob, cancellation)
            ?? throw new BlobDamagedException($"The blob {blob} was stored and is not there.");
        LogEntry? last = null;
        await foreach (LogEntry entry in LogArchiveFormat.ReadAsync(stream, cancellation))
        {
            last = entry;
        }

        if (last is null || last.Sequence != archived.Entries - 1 || !last.Hash.Span.SequenceEqual(archived.LastHash.Span))
        {
            throw new BlobDamagedException($"The blob {blob} does not hold what was stored.");
        }
    }
}
