using SessionService.Inference.Codec;
using SessionService.Music;
using SessionService.Music.Time;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Ports;
using SessionService.Synthesis.Sampled;

namespace SessionService.Sessions.Local;

/// <content>Which sessions are in memory, and what is done for them now and then.</content>
public sealed partial class LocalSessionHost
{
    private readonly ISampleLibrary? samples;
    private readonly ISoundDecoders? decoders;

    private static readonly Fault GoingDown = new(string.Empty, "The session is being put away; try again.");

    /// <summary>How the host does now.</summary>
    public HostLoad Load()
    {
        List<LiveSession> all = Loaded();
        return new HostLoad(
            all.Count, all.Count(session => session.Listened), pool.Workers, meter.Cpu,
            TimeSpan.FromSeconds(meter.Samples / (double)MusicalTime.SampleRate), meter.Misses, pool.Overdue,
            meter.SmallestLead());
    }

    private async Task<Outcome<T>> OnOpenAsync<T>(
        SessionKey key, Func<LiveSession, Task<T?>> act, CancellationToken cancellation)
        where T : class
    {
        // A session that ended while it was being asked is loaded anew; more than twice in a row is not chance.
        for (int attempt = 0; attempt < 3 && !stopping; attempt++)
        {
            LiveSession? found = await FindAsync(key, cancellation).ConfigureAwait(false);
            if (found is null || found.Record.ClosedAt is not null)
            {
                return Outcome<T>.Refused(found is null ? Refusal.NotFound : Refusal.Gone);
            }

            try
            {
                if (await act(found).ConfigureAwait(false) is { } value)
                {
                    return Outcome<T>.Ok(value);
                }
            }
            catch (StoreUnavailableException fault)
            {
                return Outcome<T>.Refused(Refusal.Unavailable, new Fault(string.Empty, fault.Message));
            }

            if (found.Left)
            {
                // It goes on at another host, which the log knows better than this one.
                break;
            }

            await ForgetAsync(key, found).ConfigureAwait(false);
        }

        return Outcome<T>.Refused(Refusal.Unavailable, GoingDown);
    }

    // An ended session may still be writing its last entry; loading before that is done would fork the log.
    private async Task ForgetAsync(SessionKey key, LiveSession session)
    {
        await session.SettleAsync().ConfigureAwait(false);
        Forget(key, session);
    }

    private async Task<LiveSession?> FindAsync(SessionKey key, CancellationToken cancellation)
    {
        if (live.TryGetValue(key, out Lazy<Task<LiveSession>>? loaded))
        {
            return await WaitAsync(key, loaded, cancellation).ConfigureAwait(false);
        }

        SessionRecord? record = await stores.Sessions.FindAsync(key, cancellation).ConfigureAwait(false);
        if (record is null)
        {
            return null;
        }

        Lazy<Task<LiveSession>> entry = live.GetOrAdd(
            key,
            _ => new Lazy<Task<LiveSession>>(
                () => LiveSession.LoadAsync(record, NewEngine, surroundings, CancellationToken.None)));
        return await WaitAsync(key, entry, cancellation).ConfigureAwait(false);
    }

    private async Task<LiveSession> WaitAsync(SessionKey key, Lazy<Task<LiveSession>> entry, CancellationToken cancellation)
    {
        try
        {
            return await entry.Value.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception) when (entry.Value.IsFaulted)
        {
            // A load that failed is tried again by the next who asks.
            live.TryRemove(KeyValuePair.Create(key, entry));
            throw;
        }
    }

    private SessionEngine NewEngine(SessionRecord record) => SessionEngine.For(record, composer, samples, decoders);

    private void Forget(SessionKey key, LiveSession session)
    {
        if (live.TryGetValue(key, out Lazy<Task<LiveSession>>? entry)
            && entry.Value is { IsCompletedSuccessfully: true } task && ReferenceEquals(task.Result, session))
        {
            live.TryRemove(KeyValuePair.Create(key, entry));
        }
    }

    private void OnFault(LiveSession session, Exception fault)
    {
        Forget(session.Record.Key, session);
        Faulted?.Invoke(session.Record.Key, fault);
    }

    private List<LiveSession> Loaded() =>
        [.. live.Values.Where(entry => entry.IsValueCreated && entry.Value.IsCompletedSuccessfully).Select(entry => entry.Value.Result)];

    private void KeepHouse()
    {
        if (!stopping && keeping.IsCompleted)
        {
            keeping = KeepHouseAsync();
        }
    }

    private async Task KeepHouseAsync()
    {
        DismissForgotten(UnderstudyLife);
        List<LiveSession> all = Loaded();
        await WriteUsageAsync(all).ConfigureAwait(false);
        List<LiveSession> idle = [.. all.Where(session => !session.Listened).OrderBy(session => session.LastUsed)];
        foreach (LiveSession session in idle.Take(Math.Max(0, idle.Count - Limits.IdleSessionsInMemory)))
        {
            await ParkQuietlyAsync(session, "shutdown").ConfigureAwait(false);
            Forget(session.Record.Key, session);
        }
    }

    private async Task ParkQuietlyAsync(LiveSession session, string reason)
    {
        try
        {
            await session.ParkAsync(reason).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or LogConflictException)
        {
            // The place is not noted, so the session goes on at its reservation, as after a crash.
            Faulted?.Invoke(session.Record.Key, fault);
        }
    }

    private async Task WriteUsageAsync(IEnumerable<LiveSession> sessions)
    {
        List<UsageRecord> records = [.. sessions.Select(session => session.TakeUsage()).OfType<UsageRecord>()];
        if (records.Count == 0)
        {
            return;
        }

        try
        {
            await stores.Usage.AddAsync(records).ConfigureAwait(false);
        }
        catch (StoreUnavailableException fault)
        {
            Faulted?.Invoke(records[0].Session, fault);
        }
    }
}
