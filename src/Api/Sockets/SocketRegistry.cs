using System.Collections.Concurrent;
using SessionService.Sessions;

namespace SessionService.Api.Sockets;

/// <summary>How many sockets each session has on this node, and how many there are in all.</summary>
internal sealed class SocketRegistry
{
    private readonly ConcurrentDictionary<SessionKey, int> _open = new();

    /// <summary>Open sockets of a session.</summary>
    public int Count(SessionKey session) => _open.GetValueOrDefault(session);

    /// <summary>Notes an open socket until the result is disposed of.</summary>
    public IDisposable Enter(SessionKey session)
    {
        _open.AddOrUpdate(session, 1, (_, count) => count + 1);
        return new Entry(this, session);
    }

    private void Leave(SessionKey session)
    {
        while (_open.TryGetValue(session, out int count))
        {
            bool done = count == 1
                ? _open.TryRemove(new KeyValuePair<SessionKey, int>(session, 1))
                : _open.TryUpdate(session, count - 1, count);
            if (done)
            {
                return;
            }
        }
    }

    private sealed class Entry(SocketRegistry registry, SessionKey session) : IDisposable
    {
        private SocketRegistry? _registry = registry;

        public void Dispose() => Interlocked.Exchange(ref _registry, null)?.Leave(session);
    }
}
