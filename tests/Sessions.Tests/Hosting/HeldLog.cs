using SessionService.Sessions.Ports;

namespace SessionService.Sessions.Tests.Hosting;

/// <summary>A log that keeps writers waiting while it is held, as a slow disk does; the order of writing stays.</summary>
internal sealed class HeldLog(IEventLog inner) : IEventLog
{
    private TaskCompletionSource? held;

    public void Hold() => held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetGo() => Interlocked.Exchange(ref held, null)?.SetResult();

    public Task AppendAsync(SessionKey session, IReadOnlyList<LogEntry> entries)
    {
        Task stored = inner.AppendAsync(session, entries);
        return held is { } wait ? Task.WhenAll(stored, wait.Task) : stored;
    }

    public IAsyncEnumerable<LogEntry> ReadAsync(SessionKey session, long fromSequence = 0, CancellationToken cancellation = default) =>
        inner.ReadAsync(session, fromSequence, cancellation);

    public Task ReserveAsync(SessionKey session, long sample) => inner.ReserveAsync(session, sample);

    public Task<long> ReservedAsync(SessionKey session, CancellationToken cancellation = default) =>
        inner.ReservedAsync(session, cancellation);
}
