using SessionService.Sessions.Ports;

namespace SessionService.Sessions.Log;

/// <summary>The end of a session's log: makes the next entries of the hash chain. Not thread-safe.</summary>
internal sealed class LogTail
{
    private LogEntry? last;

    /// <summary>Sequence number of the last entry; −1 where there is none.</summary>
    public long Sequence => last?.Sequence ?? -1;

    /// <summary>Goes on after an entry that was read.</summary>
    public void Follow(LogEntry entry) => last = entry;

    /// <summary>Makes the next entry.</summary>
    public LogEntry Next(string kind, long atSample, DateTimeOffset at, ReadOnlyMemory<byte> payload) =>
        last = LogChain.Next(last, kind, atSample, at, payload);
}
