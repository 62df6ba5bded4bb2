using SessionService.Sessions;

namespace SessionService.Grains.Hosting;

/// <summary>The subscriptions that front ends have on this silo, by session. Thread-safe.</summary>
internal sealed class Subscriptions
{
    private readonly Lock gate = new();
    private readonly Dictionary<SessionKey, Readers> sessions = [];

    /// <summary>A subscription begins; it ends with what is returned.</summary>
    public IDisposable Begin(SessionKey session)
    {
        lock (gate)
        {
            if (!sessions.TryGetValue(session, out Readers? readers))
            {
                sessions[session] = readers = new Readers();
            }

            readers.Count++;
        }

        return new Subscription(this, session);
    }

    /// <summary>Completes once a session has none.</summary>
    public Task EndedAsync(SessionKey session)
    {
        lock (gate)
        {
            return sessions.TryGetValue(session, out Readers? readers) ? readers.Gone.Task : Task.CompletedTask;
        }
    }

    private void End(SessionKey session)
    {
        lock (gate)
        {
            Readers readers = sessions[session];
            if (--readers.Count == 0)
            {
                sessions.Remove(session);
                readers.Gone.SetResult();
            }
        }
    }

    private sealed class Readers
    {
        public int Count { get; set; }

        public TaskCompletionSource Gone { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Subscription(Subscriptions all, SessionKey session) : IDisposable
    {
        private int ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref ended, 1) == 0)
            {
                all.End(session);
            }
        }
    }
}
