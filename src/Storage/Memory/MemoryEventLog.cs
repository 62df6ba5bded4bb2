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
    private readonly Dictionary<SessionKey, ArchivedLog> _moved = [];

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
                if (_moved.TryGetValue(session, out ArchivedLog? moved))
                {
                    throw LogRules.Conflict(session, entries[0], moved.Entries - 1);
                }

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

    internal ArchivedLog? Moved(SessionKey session)
    {
        lock (_gate)
        {
            return _moved.GetValueOrDefault(session);
        }
    }

    internal bool Move(SessionKey session, ArchivedLog archived)
    {
        lock (_gate)
        {
            if (_moved.TryGetValue(session, out ArchivedLog? before))
            {
                return before.Sha256 == archived.Sha256;
            }

            if (!_logs.TryGetValue(session, out List<LogEntry>? log) || log.Count != archived.Entries
                || !log[^1].Hash.Span.SequenceEqual(archived.LastHash.Span))
            {
                return false;
            }

            _logs.Remove(session);
            _moved.Add(session, archived);
            return true;
        }
    }
}
