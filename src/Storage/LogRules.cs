using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage;

/// <summary>What every event log checks before it takes entries, so that all adapters refuse alike.</summary>
public static class LogRules
{
    /// <summary>Entries must follow one another and carry the hashes of what they say.</summary>
    /// <param name="entries">What is to be appended.</param>
    /// <exception cref="ArgumentException">There are none, or they are not chained.</exception>
    public static void RequireChain(IReadOnlyList<LogEntry> entries)
    {
        if (entries.Count == 0)
        {
            throw new ArgumentException("There is nothing to append.", nameof(entries));
        }

        for (int i = 0; i < entries.Count; i++)
        {
            LogEntry entry = entries[i];
            bool linked = i == 0 || (entry.Sequence == entries[i - 1].Sequence + 1
                && entry.PreviousHash.Span.SequenceEqual(entries[i - 1].Hash.Span));
            if (entry.Sequence < 0 || !linked || !entry.Hash.Span.SequenceEqual(LogChain.Hash(entry)))
            {
                throw new ArgumentException($"Entry {entry.Sequence} is not chained to the one before it, or its hash is wrong.", nameof(entries));
            }
        }
    }

    /// <summary>The log must end where the first entry begins.</summary>
    /// <param name="session">Whose log.</param>
    /// <param name="first">First of what is to be appended.</param>
    /// <param name="tailSequence">Number of the last entry there is; −1 where there is none.</param>
    /// <param name="tailHash">Its hash; zeros where there is none.</param>
    /// <exception cref="LogConflictException">It does not.</exception>
    public static void RequireTail(SessionKey session, LogEntry first, long tailSequence, ReadOnlySpan<byte> tailHash)
    {
        if (first.Sequence != tailSequence + 1 || !first.PreviousHash.Span.SequenceEqual(tailHash))
        {
            throw Conflict(session, first, tailSequence);
        }
    }

    /// <summary>What a store says that checked by itself and found that another writer was there.</summary>
    /// <param name="session">Whose log.</param>
    /// <param name="first">First of what was to be appended.</param>
    /// <param name="tailSequence">Number of the last entry there is; −1 where there is none.</param>
    public static LogConflictException Conflict(SessionKey session, LogEntry first, long tailSequence)
    {
        return new LogConflictException(
            $"The log of {session} ends at entry {tailSequence}; entry {first.Sequence} does not follow it: another writer has this session.");
    }

    /// <summary>What a store says that is to drop a log which is not the one that was moved.</summary>
    /// <param name="session">Whose log.</param>
    /// <param name="archived">What was moved.</param>
    public static LogConflictException NotTheEnd(SessionKey session, ArchivedLog archived)
    {
        return new LogConflictException($"The log of {session} does not end at entry {archived.Entries - 1} as the one that was moved does.");
    }
}
