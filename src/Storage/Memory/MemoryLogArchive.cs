using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Memory;

/// <summary>Where logs lie that were moved, in memory.</summary>
/// <param name="log">What they were moved out of.</param>
/// <param name="sessions">Which sessions are closed.</param>
public sealed class MemoryLogArchive(MemoryEventLog log, MemorySessionStore sessions) : ILogArchive
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<SessionKey>> ClosedAsync(DateTimeOffset before, int limit, CancellationToken cancellation = default)
    {
        return Task.FromResult<IReadOnlyList<SessionKey>>(
            [.. sessions.ClosedBefore(before).Where(session => log.Moved(session) is null).Take(limit)]);
    }

    /// <inheritdoc/>
    public Task<ArchivedLog?> FindAsync(SessionKey session, CancellationToken cancellation = default)
    {
        return Task.FromResult(log.Moved(session));
    }

    /// <inheritdoc/>
    public Task MoveAsync(SessionKey session, ArchivedLog archived, CancellationToken cancellation = default)
    {
        return log.Move(session, archived) ? Task.CompletedTask : Task.FromException(LogRules.NotTheEnd(session, archived));
    }
}
