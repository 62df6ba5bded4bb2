using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SessionService.Grains.Moving;
using SessionService.Grains.Placement;
using SessionService.Sessions;
using SessionService.Sessions.Local;

namespace SessionService.Grains.Hosting;

/// <summary>
/// Empties a silo that is told to stop, while its grains still answer: every session that is heard moves to another silo at a
/// bar line, and its listeners hear nothing of it; those that nobody hears are put away at once. Where there is no other silo,
/// or time runs out, sessions are put away where they stand, and their subscriptions are let read to the end. Only then does
/// the silo leave.
/// </summary>
public sealed class SiloDrain : ILifecycleParticipant<ISiloLifecycle>
{
    // How soon a session that could not be moved is tried again.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly LocalSessionHost sessions;
    private readonly SessionMover mover;
    private readonly LoadBoard board;
    private readonly SessionClusterOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Subscriptions subscriptions = new();
    private readonly ConcurrentDictionary<SessionKey, bool> away = new();
    private volatile bool closing;

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
        if (closing || away.ContainsKey(session))
        {
            throw new SiloUnavailableException("This node is shutting down.");
        }

        mover.Refuse(session);
    }

    /// <summary>A subscription begins; it ends with what is returned.</summary>
    /// <exception cref="SiloUnavailableException">The session goes on elsewhere; ask again.</exception>
    internal IDisposable Subscribe(SessionKey session)
    {
        IDisposable subscription = subscriptions.Begin(session);
        try
        {
            Refuse(session);
        }
        catch
        {
            subscription.Dispose();
            throw;
        }

        return subscription;
    }

    private async Task DrainAsync(CancellationToken cancellation)
    {
        board.Draining = true;
        await MoveAllAsync(cancellation);
        closing = true;
        if (mover.Here is { Count: > 0 } left)
        {
            Log.LeftOver(logger, left.Count);
            await PutAwayAsync(left);
        }
    }

    private async Task MoveAllAsync(CancellationToken cancellation)
    {
        // A bar may be long; whoever waits for its end has learnt the session meanwhile.
        using var late = new CancellationTokenSource(options.MoveTime + options.BarTime, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        await board.ReportAsync(stop.Token);

        // Some may still come, until every silo has heard that this one is leaving.
        while (!stop.IsCancellationRequested && mover.Here is { Count: > 0 } here)
        {
            ILookup<bool, SessionKey> silent = await SilentAsync(here);
            await PutAwayAsync([.. silent[true]]);
            SessionKey[] heard = [.. silent[false]];
            if (heard.Length > 0 && !board.HasOther)
            {
                break;
            }

            if (!await MoveAsync(heard, stop.Token))
            {
                await Task.Delay(Pause, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<ILookup<bool, SessionKey>> SilentAsync(ICollection<SessionKey> here)
    {
        (SessionKey Session, bool Silent)[] all =
            await Task.WhenAll(here.Select(async session => (session, await mover.IsSilentAsync(session))));
        return all.ToLookup(session => session.Silent, session => session.Session);
    }

    // Returns whether all have gone.
    private async Task<bool> MoveAsync(SessionKey[] heard, CancellationToken stop)
    {
        int gone = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MovesAtOnce };
        await Parallel.ForEachAsync(heard, parallel, async (session, _) =>
        {
            if (!stop.IsCancellationRequested && board.ChooseOther() is { } silo && await mover.MoveAsync(session, silo, stop))
            {
                Interlocked.Increment(ref gone);
            }
        });
        return gone == heard.Length;
    }

    private Task PutAwayAsync(ICollection<SessionKey> put) => Task.WhenAll(put.Select(PutAwayAsync));

    // Its log says where it stands before its activation goes, so whoever asks next finds it there, on another silo.
    private async Task PutAwayAsync(SessionKey session)
    {
        away[session] = true;
        await sessions.ReleaseAsync(session, "shutdown");

        // A front end that is gone itself is not waited for.
        await Task.WhenAny(subscriptions.EndedAsync(session), Task.Delay(options.DrainTime, time, CancellationToken.None));
        await mover.DismissAsync(session);
    }
}
