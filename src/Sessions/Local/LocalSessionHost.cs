using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using SessionService.Audio.Opus;
using SessionService.Music;
using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Log;
using SessionService.Sessions.Ports;
using SessionService.Sessions.Writing;

namespace SessionService.Sessions.Local;

/// <summary>The stores a host works on.</summary>
/// <param name="Log">Event logs.</param>
/// <param name="Sessions">Register of sessions.</param>
/// <param name="Projects">Projects and their versions.</param>
/// <param name="Usage">Accounts.</param>
public sealed record HostStores(IEventLog Log, ISessionStore Sessions, IProjectStore Projects, IUsageStore Usage);

/// <summary>All sessions in this process: loads them when asked for, renders those that are listened to.</summary>
public sealed partial class LocalSessionHost : ISessionHost, IAsyncDisposable
{
    private readonly HostStores stores;
    private readonly IComposer composer;
    private readonly TimeProvider time;
    private readonly RenderPool pool;
    private readonly RenderMeter meter;
    private readonly LiveSessionSurroundings surroundings;
    private readonly ConcurrentDictionary<SessionKey, Lazy<Task<LiveSession>>> live = new();
    private readonly ITimer housekeeping;
    private Task keeping = Task.CompletedTask;
    private volatile bool stopping;

    /// <summary>Starts a host on its stores.</summary>
    /// <param name="stores">Where everything is kept.</param>
    /// <param name="composer">Writes the bars of all sessions.</param>
    /// <param name="time">Wall clock.</param>
    /// <param name="options">Settings.</param>
    public LocalSessionHost(HostStores stores, IComposer composer, TimeProvider time, LocalHostOptions options)
    {
        this.stores = stores;
        this.composer = composer;
        samples = options.Samples;
        decoders = options.Decoders;
        this.time = time;
        pool = new RenderPool(time, Math.Max(1, options.Workers));
        meter = new RenderMeter(time);
        surroundings = new LiveSessionSurroundings(stores.Log, pool, time, meter, OnFault, options.Renewal, options.Writer, options.SoundWriter, Parts);
        housekeeping = time.CreateTimer(_ => KeepHouse(), null, options.AccountEvery, options.AccountEvery);
    }

    /// <summary>Told when a session was dropped from memory because of a fault, with its cause.</summary>
    public Action<SessionKey, Exception>? Faulted { get; set; }

    /// <summary>What became of the bars that models were asked for.</summary>
    public PartMeter Parts { get; } = new();

    /// <inheritdoc/>
    public bool OpusAvailable => OpusLibrary.IsAvailable;

    /// <inheritdoc/>
    public async Task<Outcome<SessionState>> CreateAsync(CreateSession request, CancellationToken cancellation)
    {
        Outcome<SessionRecord> prepared = await PrepareAsync(request, cancellation).ConfigureAwait(false);
        if (prepared.Value is not { } record)
        {
            return Outcome<SessionState>.Refused(prepared.Refusal!.Value, [.. prepared.Faults]);
        }

        if (!await stores.Sessions.CreateAsync(record, cancellation).ConfigureAwait(false))
        {
            return Outcome<SessionState>.Refused(Refusal.Conflict, new Fault("/id", $"A session '{record.Key.Id}' exists already."));
        }

        return await StateAsync(record.Key, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<Outcome<IReadOnlyList<SubmittedCommand>>> SubmitAsync(
        SessionKey session, IReadOnlyList<Command> commands, CancellationToken cancellation) =>
        OnOpenAsync(session, live => live.SubmitAsync(commands), cancellation);

    /// <inheritdoc/>
    public async Task<Outcome<SessionState>> StateAsync(SessionKey session, CancellationToken cancellation)
    {
        LiveSession? found = await FindAsync(session, cancellation).ConfigureAwait(false);
        return found is null
            ? Outcome<SessionState>.Refused(Refusal.NotFound)
            : Outcome<SessionState>.Ok(found.State());
    }

    /// <inheritdoc/>
    public async Task<Outcome<IReadOnlyList<Acknowledgement>>> CuesAsync(
        SessionKey session, string? after, int limit, CancellationToken cancellation)
    {
        LiveSession? found = await FindAsync(session, cancellation).ConfigureAwait(false);
        return found is null
            ? Outcome<IReadOnlyList<Acknowledgement>>.Refused(Refusal.NotFound)
            : Outcome<IReadOnlyList<Acknowledgement>>.Ok(found.Cues(after, Math.Clamp(limit, 1, Limits.PageSize)));
    }

    /// <inheritdoc/>
    public async Task<Outcome<SubmittedCommand>> MoveToVersionAsync(
        SessionKey session, string commandId, int version, CancellationToken cancellation)
    {
        LiveSession? found = await FindAsync(session, cancellation).ConfigureAwait(false);
        if (found is null)
        {
            return Outcome<SubmittedCommand>.Refused(Refusal.NotFound);
        }

        if (found.Record.Project is not { } project)
        {
            return Outcome<SubmittedCommand>.Refused(
                Refusal.Invalid, new Fault("/version", "This session plays an inline map; only a session of a project has versions."));
        }

        ProjectVersion? target = await stores.Projects
            .FindVersionAsync(new ProjectKey(session.Tenant, project), version, cancellation).ConfigureAwait(false);
        if (target is null)
        {
            return Outcome<SubmittedCommand>.Refused(
                Refusal.Invalid, new Fault("/version", $"Project '{project}' has no version {version}."));
        }

        AdaptiveMap map = LogReplay.ReadMap(target.MapJson);
        return await OnOpenAsync(
            session, open => open.MoveToAsync(commandId, version, map, target.MapJson), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<Outcome<IListener>> ListenAsync(SessionKey session, ListenRequest request, CancellationToken cancellation)
    {
        if (request.Format == Streaming.AudioFormat.Opus && !OpusAvailable)
        {
            return Outcome<IListener>.Refused(
                Refusal.Invalid, new Fault("/format", "This server has no Opus encoder; ask for pcm."));
        }

        for (int attempt = 0; attempt < 3 && !stopping; attempt++)
        {
            LiveSession? found = await FindAsync(session, cancellation).ConfigureAwait(false);
            if (found is null || found.Record.ClosedAt is not null)
            {
                return Outcome<IListener>.Refused(found is null ? Refusal.NotFound : Refusal.Gone);
            }

            if (found.Left)
            {
                break;
            }

            if (found.TryListen(request, out IListener? listener))
            {
                return listener is null
                    ? Outcome<IListener>.Refused(Refusal.Full, new Fault(string.Empty, "The session has as many listeners as this node serves."))
                    : Outcome<IListener>.Ok(listener);
            }

            if (!found.Left)
            {
                await ForgetAsync(session, found).ConfigureAwait(false);
            }
        }

        return Outcome<IListener>.Refused(Refusal.Unavailable, GoingDown);
    }

    /// <inheritdoc/>
    public async Task<Outcome<SessionState>> CloseAsync(SessionKey session, CancellationToken cancellation)
    {
        LiveSession? loaded = null;
        Outcome<SessionState> outcome = await OnOpenAsync(
            session, found => (loaded = found).CloseAsync(), cancellation).ConfigureAwait(false);
        if (outcome.Value is null)
        {
            // Closing twice is closing once.
            return outcome.Refusal == Refusal.Gone
                ? await StateAsync(session, cancellation).ConfigureAwait(false)
                : outcome;
        }

        await stores.Sessions.CloseAsync(session, time.GetUtcNow(), cancellation).ConfigureAwait(false);
        await WriteUsageAsync([loaded!]).ConfigureAwait(false);
        Forget(session, loaded!);
        return outcome;
    }

    /// <summary>
    /// Puts one session away: notes where it stands, ends its listeners and writes its account, so that another host on the
    /// same stores can go on exactly there. Nothing happens where it is not in memory.
    /// </summary>
    /// <param name="session">Which.</param>
    /// <param name="reason">What its listeners are told, such as <c>moved</c>.</param>
    public async Task ReleaseAsync(SessionKey session, string reason)
    {
        if (!live.TryGetValue(session, out Lazy<Task<LiveSession>>? entry))
        {
            return;
        }

        LiveSession loaded = await WaitAsync(session, entry, CancellationToken.None).ConfigureAwait(false);
        await ParkQuietlyAsync(loaded, reason).ConfigureAwait(false);
        if (loaded.Left)
        {
            // It may be on its way back already.
            Forget(session, loaded);
        }

        await WriteUsageAsync([loaded]).ConfigureAwait(false);
        Forget(session, loaded);
    }

    /// <summary>Notes where every session stands, ends its listeners, stops rendering and writes the accounts.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stopping)
        {
            return;
        }

        stopping = true;
        await housekeeping.DisposeAsync().ConfigureAwait(false);
        await keeping.ConfigureAwait(false);
        List<LiveSession> all = Loaded();
        foreach (LiveSession session in all)
        {
            await ParkQuietlyAsync(session, "shutdown").ConfigureAwait(false);
        }

        pool.Dispose();
        DismissForgotten(TimeSpan.Zero);
        await WriteUsageAsync(all).ConfigureAwait(false);
        live.Clear();
    }

    [SuppressMessage("Design", "MA0051", Justification = "One list of checks, in the order in which they are answered.")]
    private async Task<Outcome<SessionRecord>> PrepareAsync(CreateSession request, CancellationToken cancellation)
    {
        static Outcome<SessionRecord> Invalid(string path, string message) =>
            Outcome<SessionRecord>.Refused(Refusal.Invalid, new Fault(path, message));

        if ((request.Project is null) == (request.MapJson is null))
        {
            return Invalid(string.Empty, "Give either a project or an inline map.");
        }

        string? mapJson = request.MapJson;
        int version = 0;
        if (request.Project is { } project)
        {
            var key = new ProjectKey(request.Tenant, project);
            ProjectRecord? found = await stores.Projects.FindAsync(key, cancellation).ConfigureAwait(false);
            version = request.Version ?? found?.Current ?? 0;
            ProjectVersion? pinned = found is null
                ? null
                : await stores.Projects.FindVersionAsync(key, version, cancellation).ConfigureAwait(false);
            if (pinned is null)
            {
                return found is null
                    ? Invalid("/project", $"There is no project '{project}'.")
                    : Invalid("/version", $"Project '{project}' has no version {version}.");
            }

            mapJson = pinned.MapJson;
        }

        AdaptiveMapResult map = AdaptiveMapReader.Read(Encoding.UTF8.GetBytes(mapJson!));
        if (map.Map is null)
        {
            return Outcome<SessionRecord>.Refused(
                Refusal.Invalid, [.. map.Faults.Select(fault => new Fault($"/map{fault.Path}", fault.Message))]);
        }

        if (await stores.Sessions.CountOpenAsync(request.Tenant, cancellation).ConfigureAwait(false) >= Limits.SessionsPerTenant)
        {
            return Outcome<SessionRecord>.Refused(
                Refusal.Full, new Fault(string.Empty, $"{Limits.SessionsPerTenant} sessions are open; close one."));
        }

        string id = request.Id ?? $"s_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10))}";
        ulong seed = request.Seed ?? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
        return Outcome<SessionRecord>.Ok(new SessionRecord(
            new SessionKey(request.Tenant, id), request.Project, version, seed, mapJson!, time.GetUtcNow(), null));
    }
}
