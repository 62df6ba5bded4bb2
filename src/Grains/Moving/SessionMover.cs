using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Placement;
using SessionService.Grains.Contracts;
using SessionService.Grains.Hosting;
using SessionService.Grains.Mapping;
using SessionService.Sessions;
using SessionService.Sessions.Local;
using SessionService.Sessions.Ports;

namespace SessionService.Grains.Moving;

/// <summary>
/// Moves sessions of this silo to others while they are heard. The other silo learns the session while this one plays on; at
/// a bar line this one stands still, the other learns the last of it, and the session's activation goes there. Listeners
/// have what was rendered ahead to bridge the time between.
/// </summary>
/// <param name="grains">The cluster.</param>
/// <param name="sessions">The silo's session host.</param>
/// <param name="options">Limits.</param>
/// <param name="time">Clock.</param>
/// <param name="logger">Told of moves.</param>
internal sealed class SessionMover(
    IGrainFactory grains, LocalSessionHost sessions, SessionClusterOptions options, TimeProvider time, ILogger<SessionMover> logger) : IDisposable
{
    // Between two looks at what the session has done meanwhile.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(400);

    // 1 s behind is near enough to wait for the bar line.
    private const long Near = 48_000;

    // Sessions that are taught at a time: the work is the same, but each is done sooner, and what is due has room beside it.
    private readonly SemaphoreSlim teaching = new(4);
    private readonly ConcurrentDictionary<SessionKey, IGrainContext> here = new();
    private readonly ConcurrentDictionary<SessionKey, bool> underWay = new();

    /// <summary>Sessions whose grain is active here.</summary>
    public ICollection<SessionKey> Here => here.Keys;

    /// <inheritdoc/>
    public void Dispose() => teaching.Dispose();

    /// <summary>A session's grain is active here; goes on with the session where this silo has learnt it.</summary>
    public void Enter(SessionKey session, IGrainContext context)
    {
        here[session] = context;
        sessions.TakeOver(session);
    }

    /// <summary>It is so no more.</summary>
    public async Task LeaveAsync(SessionKey session)
    {
        here.TryRemove(session, out _);
        if (sessions.HasLeft(session))
        {
            // Its listeners are waiting for the other silo; the account can be written meanwhile.
            _ = ObserveAsync(session, sessions.ReleaseAsync(session, "moved"));
            return;
        }

        await sessions.ReleaseAsync(session, "shutdown");
    }

    /// <summary>Refuses what would be decided here although the session goes on elsewhere.</summary>
    /// <exception cref="SiloUnavailableException">It does; ask again.</exception>
    public void Refuse(SessionKey session)
    {
        if (sessions.HasLeft(session))
        {
            throw new SiloUnavailableException("The session is moving to another node.");
        }
    }

    /// <summary>Moves a session.</summary>
    /// <param name="session">Which.</param>
    /// <param name="silo">To which silo.</param>
    /// <param name="cancellation">Gives up; the session stays.</param>
    /// <returns>Whether it has gone.</returns>
    public async Task<bool> MoveAsync(SessionKey session, string silo, CancellationToken cancellation)
    {
        if (!here.TryGetValue(session, out IGrainContext? context) || !underWay.TryAdd(session, true))
        {
            return false;
        }

        try
        {
            long began = time.GetTimestamp();
            bool heard = await sessions.PartAsync(session, (long)(options.Relearnt.TotalSeconds * 48_000)) is { } part
                && await TeachAsync(part, grains.GetGrain<ISiloGrain>(silo), cancellation);
            if (heard || await IsSilentAsync(session))
            {
                await HandAsync(session, context, silo);
                Log.Moved(logger, session, silo, time.GetElapsedTime(began).TotalSeconds);
                return true;
            }
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException or OperationCanceledException or IOException
            or StoreUnavailableException or LogConflictException or InvalidDataException or InvalidOperationException)
        {
            Log.NotMoved(logger, session, silo, fault);
            await StayAsync(session);
        }
        finally
        {
            underWay.TryRemove(session, out _);
        }

        return false;
    }

    /// <summary>Whether nothing of a session is rendered, so that there is nothing to learn and putting it away is not heard.</summary>
    public async Task<bool> IsSilentAsync(SessionKey session) => await sessions.PartAsync(session, long.MaxValue) is null;

    /// <summary>Lets the activation of a session that was put away go, so that calls find the session elsewhere.</summary>
    public async Task DismissAsync(SessionKey session)
    {
        if (here.TryGetValue(session, out IGrainContext? context))
        {
            context.Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The session was put away."));
            await Task.WhenAny(context.Deactivated, Task.Delay(options.HandTime, time));
        }
    }

    // Returns true once the session stands still here and the other silo knows all of it.
    private async Task<bool> TeachAsync(MovingPart part, ISiloGrain other, CancellationToken cancellation)
    {
        SessionKey session = part.Session;
        if (!await CatchUpAsync(part, other, cancellation))
        {
            return false;
        }

        Task<MovingStand?> standing = sessions.StandAsync(session);
        while (await Task.WhenAny(standing, Task.Delay(Step, time, cancellation)) != standing)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await sessions.PlaceAsync(session) is { } further)
            {
                await other.LearnAsync(part.ToMessage(further)).WaitAsync(cancellation);
            }
        }

        if (await standing is not { } stand)
        {
            return false;
        }

        if (await other.LearnAsync(part.ToMessage(stand.Place, stand)).WaitAsync(cancellation))
        {
            return true;
        }

        await sessions.StayAsync(session);
        return false;
    }

    // Returns true once the other silo is near.
    private async Task<bool> CatchUpAsync(MovingPart part, ISiloGrain other, CancellationToken cancellation)
    {
        await teaching.WaitAsync(cancellation);
        try
        {
            MovingPlace? place = await sessions.PlaceAsync(part.Session);
            for (long behind = long.MaxValue; behind > Near;)
            {
                if (place is null || !await other.LearnAsync(part.ToMessage(place)).WaitAsync(cancellation))
                {
                    return false;
                }

                MovingPlace? next = await sessions.PlaceAsync(part.Session);
                behind = (next?.Sample - place.Sample) ?? 0;
                place = next;
            }

            return true;
        }
        finally
        {
            teaching.Release();
        }
    }

    // The activation waits until its subscriptions have read to the end, and goes; calls that come meanwhile go after it.
    private async Task HandAsync(SessionKey session, IGrainContext context, string silo)
    {
        var hint = new Dictionary<string, object>(StringComparer.Ordinal)
        {
             [IPlacementDirector.PlacementHintKey] = SiloAddress.FromParsableString(silo),
        };
        context.Migrate(hint);
        sessions.Leave(session);
        if (await Task.WhenAny(context.Deactivated, Task.Delay(options.HandTime, time)) != context.Deactivated)
        {
            // The other silo did not take it; whoever asks next finds it where the log says.
            context.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "The session could not be moved."));
            await Task.WhenAny(context.Deactivated, Task.Delay(options.HandTime, time));
        }
    }

    private async Task StayAsync(SessionKey session)
    {
        try
        {
            await sessions.StayAsync(session);
        }
        catch (StoreUnavailableException fault)
        {
            Log.Dropped(logger, session, fault);
        }
    }

    private async Task ObserveAsync(SessionKey session, Task released)
    {
        try
        {
            await released;
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OrleansException or TimeoutException)
        {
            Log.NotAccounted(logger, session, fault);
        }
    }
}
