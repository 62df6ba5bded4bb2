using System.Runtime.CompilerServices;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Memory;

/// <summary>Event logs in memory, for tests and benchmarks: as the durable ones, but gone with the process.</summary>
public sealed class MemoryEventLog : IEventLog
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SessionKey, List<LogEntry>> _logs = [];
    private readonly Dictionary<SessionKey, long> _reserved = [];

    /// <inheritdoc/>
    public Task AppendAsync(SessionKey session, IReadOnlyList<LogEntry> entries)
    {
        LogRules.RequireChain(entries);
        lock (_gate)
        {
            if (!_logs.TryGetValue(session, out List<LogEntry>? log))
            {
                log = [];
            }

            try
            {
                LogEntry? tail = log.Count == 0 ? null : log[^1];
                LogRules.RequireTail(session, entries[0], tail?.Sequence ?? -1, (tail?.Hash ?? LogChain.Genesis).Span);
            }
            catch (LogConflictException conflict)
            {
                return Task.FromException(conflict);
            }

            log.AddRange(entries);
            _logs[session] = log;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<LogEntry> ReadAsync(
        SessionKey session, long fromSequence = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.CompletedTask;
        LogEntry[] entries;
        lock (_gate)
        {
            entries = _logs.TryGetValue(session, out List<LogEntry>? log) ? [.. log.Where(entry => entry.Sequence >= fromSequence)] : [];
        }

        foreach (LogEntry entry in entries)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public Task ReserveAsync(SessionKey session, long sample)
    {
        lock (_gate)
        {
            _reserved[session] = Math.Max(sample, _reserved.GetValueOrDefault(session));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<long> ReservedAsync(SessionKey session, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return Task.FromResult(_reserved.GetValueOrDefault(session));
        }
    }
}
