using SessionService.Sessions.Ports;

namespace SessionService.Sessions.Tests.Hosting;

/// <summary>A log that can be cut off: from then on every write is refused, as on a machine that is gone.</summary>
internal sealed class SeverableLog(IEventLog inner) : IEventLog
{
    private volatile bool severed;

    public void Sever() => severed = true;

    public Task AppendAsync(SessionKey session, IReadOnlyList<LogEntry> entries) =>
        severed ? Refused() : inner.AppendAsync(session, entries);

    public IAsyncEnumerable<LogEntry> ReadAsync(SessionKey session, long fromSequence = 0, CancellationToken cancellation = default) =>
        inner.ReadAsync(session, fromSequence, cancellation);

    public Task ReserveAsync(SessionKey session, long sample) => severed ? Refused() : inner.ReserveAsync(session, sample);

    public Task<long> ReservedAsync(SessionKey session, CancellationToken cancellation = default) =>
        inner.ReservedAsync(session, cancellation);

    private static Task Refused() => Task.FromException(new StoreUnavailableException("Cut off."));
}
