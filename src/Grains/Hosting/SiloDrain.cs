using System.Collections.Concurrent;
using SessionService.Sessions;
using SessionService.Sessions.Local;

namespace SessionService.Grains.Hosting;

/// <summary>
/// Empties a silo that is told to stop, while its grains still answer: every session is put away where it stands, and its
/// subscriptions are let read to the end, so that no rendered sample is lost. Only then does the silo leave. Whoever asks
/// meanwhile is told to ask again, and finds the session on another silo.
/// </summary>
/// <param name="sessions">The silo's session host.</param>
/// <param name="options">How long subscriptions may take.</param>
/// <param name="time">Clock.</param>
public sealed class SiloDrain(LocalSessionHost sessions, SessionClusterOptions options, TimeProvider time)
    : ILifecycleParticipant<ISiloLifecycle>
{
    private readonly ConcurrentDictionary<SessionKey, bool> here = new();
    private readonly TaskCompletionSource empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private int subscriptions;
    private bool draining;

    /// <summary>Whether the silo is being emptied.</summary>
    public bool Draining
    {
        get
        {
            lock (gate)
            {
                return draining;
            }
        }
    }

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        nameof(SiloDrain), ServiceLifecycleStage.Active + 1, _ => Task.CompletedTask, DrainAsync);

    /// <summary>A session's grain is active here.</summary>
    internal void Enter(SessionKey session) => here[session] = true;

    /// <summary>It is so no more.</summary>
    internal void Leave(SessionKey session) => here.TryRemove(session, out _);

    /// <summary>Refuses what would bring a session back to a silo that is being emptied.</summary>
    /// <exception cref="SiloUnavailableException">It is; ask again.</exception>
    internal void Refuse()
    {
        if (Draining)
        {
            throw new SiloUnavailableException("This node is shutting down.");
        }
    }

    /// <summary>A subscription begins; it ends with what is returned.</summary>
    /// <exception cref="SiloUnavailableException">The silo is being emptied; ask again.</exception>
    internal IDisposable Subscribe()
    {
        lock (gate)
        {
            Refuse();
            subscriptions++;
            return new Subscription(this);
        }
    }

    private async Task DrainAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            draining = true;
            End(0);
        }

        await Parallel.ForEachAsync(
            here.Keys, cancellation, async (session, _) => await sessions.ReleaseAsync(session, "shutdown"));

        // A front end that is gone itself is not waited for.
        await Task.WhenAny(empty.Task, Task.Delay(options.DrainTime, time, cancellation));
    }

    // Under the gate.
    private void End(int count)
    {
        subscriptions -= count;
        if (draining && subscriptions == 0)
        {
            empty.TrySetResult();
        }
    }

    private sealed class Subscription(SiloDrain drain) : IDisposable
    {
        private int ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref ended, 1) == 0)
            {
                lock (drain.gate)
                {
                    drain.End(1);
                }
            }
        }
    }
}
