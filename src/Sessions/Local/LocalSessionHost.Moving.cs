using SessionService.Sessions.Ports;

namespace SessionService.Sessions.Local;

/// <content>Sessions that go on at another host, and those that come from one, while they are heard.</content>
public sealed partial class LocalSessionHost
{
    // An understudy is as large as a session; more at once than this would be a fault of whoever asks.
    private const int MostUnderstudies = 256;

    private static readonly TimeSpan UnderstudyLife = TimeSpan.FromSeconds(30);

    private readonly Dictionary<SessionKey, Understudy> understudies = [];

    /// <summary>Sessions in memory with the processor time that rendering them took, and whether they are heard.</summary>
    public IReadOnlyList<(SessionKey Session, TimeSpan RenderTime, bool Listened)> Sessions =>
        [.. Loaded().Select(live => (live.Record.Key, TimeSpan.FromMicroseconds(live.RenderMicroseconds), live.Listened))];

    /// <summary>Begins to move a session that is heard to another host: what that host needs to learn it.</summary>
    /// <param name="session">Which.</param>
    /// <param name="mostSamples">The most that the other host should have to render before it knows the session.</param>
    /// <returns>Null where nothing is rendered, so that <see cref="ReleaseAsync"/> loses nothing.</returns>
    /// <exception cref="StoreUnavailableException">The log refused.</exception>
    public async Task<MovingPart?> PartAsync(SessionKey session, long mostSamples) =>
        Here(session) is { } live ? await live.PartAsync(mostSamples).ConfigureAwait(false) : null;

    /// <summary>How far a session has got; null where it is not here.</summary>
    public async Task<MovingPlace?> PlaceAsync(SessionKey session) =>
        Here(session) is { } live ? await live.PlaceAsync().ConfigureAwait(false) : null;

    /// <summary>
    /// Lets a session stand still at the next bar line, once all of it up to there is durable and on its way. From then on it
    /// is refused as unavailable here.
    /// </summary>
    /// <returns>Where it stands; null where it is not here or nobody listens any more.</returns>
    /// <exception cref="StoreUnavailableException">The log refused.</exception>
    public async Task<MovingStand?> StandAsync(SessionKey session) =>
        Here(session) is { } live ? await live.StandAsync().ConfigureAwait(false) : null;

    /// <summary>Lets a session that stands still go on here after all.</summary>
    public Task StayAsync(SessionKey session) => Here(session) is { } live ? live.StayAsync() : Task.CompletedTask;

    /// <summary>Ends the listeners of a session that stands still, with the reason <c>moved</c>: they find it elsewhere.</summary>
    public void Leave(SessionKey session) => Here(session)?.Leave();

    /// <summary>Whether a session stood still here and has not been forgotten yet.</summary>
    public bool HasLeft(SessionKey session) => Here(session) is { Left: true };

    /// <summary>Learns a session that plays elsewhere, or learns more of it; to be called again as it goes on.</summary>
    /// <param name="part">What the host that plays it says.</param>
    /// <param name="place">How far to go.</param>
    /// <param name="stand">Set once it stands still at that place.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>False where the session is unknown, or there is no room.</returns>
    /// <exception cref="InvalidDataException">The log does not say what it should.</exception>
    public async Task<bool> LearnAsync(MovingPart part, MovingPlace place, MovingStand? stand, CancellationToken cancellation)
    {
        SessionRecord? record = await stores.Sessions.FindAsync(part.Session, cancellation).ConfigureAwait(false);
        if (record is null || UnderstudyFor(record, part) is not { } understudy)
        {
            return false;
        }

        await understudy.Turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (await understudy.FollowAsync(place, cancellation).ConfigureAwait(false))
            {
                understudy.Stand = stand;
            }

            return true;
        }
        catch
        {
            Dismiss(understudy);
            throw;
        }
        finally
        {
            understudy.Turn.Release();
        }
    }

    /// <summary>Goes on with a session that was learnt and stands still elsewhere.</summary>
    /// <returns>False where there is none: it comes back from its log when asked for.</returns>
    public bool TakeOver(SessionKey session)
    {
        Understudy? understudy;
        lock (understudies)
        {
            if (!understudies.Remove(session, out understudy))
            {
                return false;
            }
        }

        if (understudy.Stand is null || live.ContainsKey(session))
        {
            understudy.Dispose();
            return false;
        }

        LiveSession taken = LiveSession.TakeOver(understudy, understudy.Stand, surroundings);
        live[session] = new Lazy<Task<LiveSession>>(() => Task.FromResult(taken));
        _ = live[session].Value;
        return true;
    }

    private LiveSession? Here(SessionKey session) =>
        live.TryGetValue(session, out Lazy<Task<LiveSession>>? entry) && entry is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }
            ? entry.Value.Result
            : null;

    private Understudy? UnderstudyFor(SessionRecord record, MovingPart part)
    {
        lock (understudies)
        {
            if (understudies.TryGetValue(part.Session, out Understudy? known))
            {
                if (known.BornSequence == part.BornSequence)
                {
                    return known;
                }

                understudies.Remove(part.Session);
                known.Dispose();
            }

            if (understudies.Count >= MostUnderstudies || stopping)
            {
                return null;
            }

            var made = new Understudy(record, NewEngine(record), part, surroundings);
            understudies.Add(part.Session, made);
            return made;
        }
    }

    private void Dismiss(Understudy understudy)
    {
        lock (understudies)
        {
            if (understudies.TryGetValue(understudy.Record.Key, out Understudy? known) && known == understudy)
            {
                understudies.Remove(understudy.Record.Key);
            }
        }

        understudy.Dispose();
    }

    private void DismissForgotten(TimeSpan life)
    {
        Understudy[] old;
        lock (understudies)
        {
            old = [.. understudies.Values.Where(understudy =>
                understudy.Turn.CurrentCount > 0 && time.GetElapsedTime(understudy.LastUsed) >= life)];
        }

        Array.ForEach(old, Dismiss);
    }
}
