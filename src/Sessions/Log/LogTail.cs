using SessionService.Sessions.Ports;

namespace SessionService.Sessions.Log;

/// <summary>The end of a session's log: makes the next entries of the hash chain. Not thread-safe.</summary>
internal sealed class LogTail
{
    private ReadOnlyMemory<byte> lastHash = new byte[32];

    /// <summary>Sequence number of the last entry; −1 where there is none.</summary>
    public long Sequence { get; private set; } = -1;

    /// <summary>Goes on after an entry that was read.</summary>
    public void Follow(LogEntry entry)
    {
        Sequence = entry.Sequence;
        lastHash = entry.Hash;
    }

    /// <summary>Makes the next entry.</summary>
    public LogEntry Next(string kind, long atSample, DateTimeOffset at, ReadOnlyMemory<byte> payload)
    {
        long sequence = Sequence + 1;
        byte[] hash = LogChain.Hash(lastHash.Span, sequence, kind, atSample, at, payload.Span);
        var entry = new LogEntry(sequence, kind, atSample, at, payload, lastHash, hash);
        Follow(entry);
        return entry;
    }
}
