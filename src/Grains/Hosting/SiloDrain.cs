using Microsoft.Extensions.Logging;
using SessionService.Grains.Moving;
using SessionService.Grains.Placement;
using SessionService.Sessions;
using SessionService.Sessions.Local;

namespace SessionService.Grains.Hosting;

/// <summary>
/// Empties a silo that is told to stop, while its grains still answer: every session moves to another silo at a bar line, and
/// its listeners hear nothing of it. Where there is no other silo, or time runs out, sessions are put away where they stand,
/// and their subscriptions are let read to the end. Only then does the silo leave.
/// </summary>
public sealed class SiloDrain : ILifecycleParticipant<ISiloLifecycle>
{
    private readonly LocalSessionHost sessions;
    private readonly SessionMover mover;
    private readonly LoadBoard board;
    private readonly SessionClusterOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly TaskCompletionSource empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private int subscriptions;
    private bool closing;

    internal SiloDrain(
        LocalSessionHost sessions, SessionMover mover, LoadBoard board, SessionClusterOptions options, TimeProvider time,
        ILogger<SiloDrain> logger)
    {
        this.sessions = sessions;
        this.mover = mover;
        this.board = board;
        this.options = options;
        this.time = time;
        this.logger = logger;
    }

    /// <summary>Whether the silo is being emptied: it takes no session that another silo can take.</summary>
    public bool Leaving => board.Draining;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        nameof(SiloDrain), ServiceLifecycleStage.Active + 1, _ => Task.CompletedTask, DrainAsync);

    /// <summary>A session's grain is active here.</summary>
    internal void Enter(SessionKey session, IGrainContext context) => mover.Enter(session, context);

    /// <summary>It is so no more.</summary>
    internal Task LeaveAsync(SessionKey session) => mover.LeaveAsync(session);

    /// <summary>Refuses what would be done here although the session goes on, or is to go on, elsewhere.</summary>
    /// <exception cref="SiloUnavailableException">It does; ask again.</exception>
    internal void Refuse(SessionKey session)
    {
        lock (gate)
        {
            RefuseWhenClosing();
        }

        mover.Refuse(session);
    }

    /// <summary>A subscription begins; it ends with what is returned.</summary>
    /// <exception cref="SiloUnavailableException">The session goes on elsewhere; ask again.</exception>
    internal IDisposable Subscribe(SessionKey session)
    {
        mover.Refuse(session);
        lock (gate)
        {
            RefuseWhenClosing();
            subscriptions++;
            return new Subscription(this);
        }
    }

    private async Task DrainAsync(CancellationToken cancellation)
    {
        board.Draining = true;
        await MoveAllAsync(cancellation);
        lock (gate)
        {
            closing = true;
            End(0);
        }

        ICollection<SessionKey> left = mover.Here;
        if (left.Count > 0)
        {
            Log.LeftOver(logger, left.Count);
            await Task.WhenAll(left.Select(session => sessions.ReleaseAsync(session, "shutdown")));
        }

        // A front end that is gone itself is not waited for.
        await Task.WhenAny(empty.Task, Task.Delay(options.DrainTime, time, CancellationToken.None));
    }

    private async Task MoveAllAsync(CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(options.MoveTime, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        await board.ReportAsync(stop.Token);
        var tried = new HashSet<SessionKey>();

        // Some may still come, until every silo has heard that this one is leaving.
        while (!stop.IsCancellationRequested && mover.Here.Where(session => tried.Add(session)).ToArray() is { Length: > 0 } next)
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MovesAtOnce };
            await Parallel.ForEachAsync(next, parallel, async (session, _) =>
            {
                if (board.ChooseOther() is { } silo)
                {
                    await mover.MoveAsync(session, silo, stop.Token);
                }
            });
        }
    }

    // Under the gate.
    private void RefuseWhenClosing()
    {
        if (closing)
        {
            throw new SiloUnavailableException("This node is shutting down.");
        }
    }

    // Under the gate.
    private void End(int count)
    {
        subscriptions -= count;
        if (closing && subscriptions == 0)
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
