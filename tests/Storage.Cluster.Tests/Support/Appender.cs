using System.Collections.Concurrent;
using SessionService.Sessions;
using SessionService.Sessions.Ports;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Cluster.Tests.Support;

/// <summary>Appends from eight sessions at once, three entries under way in each, while the test does what it does to the server.</summary>
internal sealed class Appender(IEventLog log) : IDisposable
{
    private const int Sessions = 8;
    private const int UnderWay = 3;

    private readonly ConcurrentDictionary<SessionKey, List<LogEntry>> _acknowledged = new();
    private readonly SemaphoreSlim _some = new(0);
    private volatile bool _stop;

    /// <summary>Runs until it is stopped, or a store refuses.</summary>
    public Task RunAsync()
    {
        return Task.WhenAll(Enumerable.Range(0, Sessions).Select(n => Task.Run(() => AppendAsync(Make.Session($"s{n}")))));
    }

    public void Stop()
    {
        _stop = true;
    }

    public void Dispose()
    {
        _some.Dispose();
    }

    /// <summary>Waits for that many acknowledgements more.</summary>
    public async Task AcknowledgedAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await _some.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What was acknowledged is in the log, once, in order, and nothing else where nothing was refused.</summary>
    public async Task VerifyAsync(IEventLog stored, bool exactly)
    {
        Assert.NotEmpty(_acknowledged);
        foreach ((SessionKey session, List<LogEntry> acknowledged) in _acknowledged)
        {
            List<LogEntry> found = await stored.Read(session);
            Assert.Null(LogChain.Verify(found));
            Make.Same(acknowledged, exactly ? found : found.Take(acknowledged.Count));
            Assert.True(await stored.ReservedAsync(session, TestContext.Current.CancellationToken) >= acknowledged[^1].AtSample);
            await stored.AppendAsync(session, [Make.Next(found[^1])]);
        }
    }

    private async Task AppendAsync(SessionKey session)
    {
        LogEntry? last = null;
        var underWay = new Queue<(LogEntry Entry, Task Durable)>();
        while (!_stop)
        {
            while (underWay.Count < UnderWay)
            {
                last = Make.Next(last);
                underWay.Enqueue((last, DurableAsync(session, last)));
            }

            Acknowledge(session, await First(underWay));
        }

        while (underWay.Count > 0)
        {
            Acknowledge(session, await First(underWay));
        }
    }

    private Task DurableAsync(SessionKey session, LogEntry entry)
    {
        return Task.WhenAll(log.AppendAsync(session, [entry]), log.ReserveAsync(session, entry.AtSample));
    }

    private static async Task<LogEntry> First(Queue<(LogEntry Entry, Task Durable)> underWay)
    {
        (LogEntry entry, Task durable) = underWay.Dequeue();
        await durable;
        return entry;
    }

    private void Acknowledge(SessionKey session, LogEntry entry)
    {
        _acknowledged.GetOrAdd(session, _ => []).Add(entry);
        _some.Release();
    }
}
