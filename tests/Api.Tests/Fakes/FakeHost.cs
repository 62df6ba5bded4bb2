using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using SessionService.Music.Performance;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Ports;
using SessionService.Sessions.Streaming;

namespace SessionService.Api.Tests.Fakes;

/// <summary>
/// Sessions without music: each command gets a cue at the next whole second, and its batch is noted; what listeners
/// hear is published by the test.
/// </summary>
internal sealed class FakeHost(IProjectStore projects, ISessionStore sessions) : ISessionHost
{
    private readonly ConcurrentDictionary<SessionKey, FakeSession> _sessions = new();

    public bool OpusAvailable { get; set; } = true;

    /// <summary>Audio items that a listener's queue holds.</summary>
    public int ListenerCapacity { get; set; } = 100;

    /// <summary>While set, submitting waits for it: a slow disk.</summary>
    public TaskCompletionSource? Commit { get; set; }

    /// <summary>While set, submitting is refused.</summary>
    public Refusal? Refuse { get; set; }

    /// <summary>Sizes of the batches submitted, in order.</summary>
    public ConcurrentQueue<int> Batches { get; } = new();

    /// <summary>Listeners as they come.</summary>
    public Channel<FakeListener> Listening { get; } = Channel.CreateUnbounded<FakeListener>();

    public FakeSession Session(string tenant, string id) => _sessions[new SessionKey(new TenantId(tenant), id)];

    public async Task<Outcome<SessionState>> CreateAsync(CreateSession request, CancellationToken cancellation)
    {
        int version = 0;
        if (request.Project is { } project)
        {
            ProjectRecord? found = await projects.FindAsync(new ProjectKey(request.Tenant, project), cancellation);
            version = request.Version ?? found?.Current ?? 0;
            if (found is null || version > found.Latest)
            {
                return Outcome<SessionState>.Refused(Refusal.NotFound);
            }
        }

        SessionKey key = new(request.Tenant, request.Id ?? Guid.NewGuid().ToString("N"));
        FakeSession session = new(key, request.Project, version, request.Seed ?? 7);
        if (!_sessions.TryAdd(key, session))
        {
            return Outcome<SessionState>.Refused(Refusal.Conflict);
        }

        await sessions.CreateAsync(
            new SessionRecord(key, request.Project, version, session.Seed, request.MapJson ?? "{}", DateTimeOffset.UnixEpoch, null),
            cancellation);
        return Outcome<SessionState>.Ok(session.State());
    }

    public async Task<Outcome<IReadOnlyList<SubmittedCommand>>> SubmitAsync(
        SessionKey session, IReadOnlyList<Command> commands, CancellationToken cancellation)
    {
        if (Refuse is { } refusal)
        {
            return Outcome<IReadOnlyList<SubmittedCommand>>.Refused(refusal);
        }

        if (Find(session, out FakeSession found) is { } refused)
        {
            return Outcome<IReadOnlyList<SubmittedCommand>>.Refused(refused);
        }

        Batches.Enqueue(commands.Count);
        List<SubmittedCommand> answers = [.. commands.Select(found.Apply)];
        if (Commit is { } commit)
        {
            await commit.Task;
        }

        return Outcome<IReadOnlyList<SubmittedCommand>>.Ok(answers);
    }

    public Task<Outcome<SessionState>> StateAsync(SessionKey session, CancellationToken cancellation) => Task.FromResult(
        _sessions.TryGetValue(session, out FakeSession? found)
            ? Outcome<SessionState>.Ok(found.State())
            : Outcome<SessionState>.Refused(Refusal.NotFound));

    public Task<Outcome<IReadOnlyList<Acknowledgement>>> CuesAsync(
        SessionKey session, string? after, int limit, CancellationToken cancellation) => Task.FromResult(
        _sessions.TryGetValue(session, out FakeSession? found)
            ? Outcome<IReadOnlyList<Acknowledgement>>.Ok(found.Cues(after, limit))
            : Outcome<IReadOnlyList<Acknowledgement>>.Refused(Refusal.NotFound));

    public async Task<Outcome<SubmittedCommand>> MoveToVersionAsync(
        SessionKey session, string commandId, int version, CancellationToken cancellation)
    {
        if (Find(session, out FakeSession found) is { } refusal)
        {
            return Outcome<SubmittedCommand>.Refused(refusal);
        }

        if (found.Project is not { } project)
        {
            return Outcome<SubmittedCommand>.Refused(Refusal.Invalid, new Fault("/version", "The session plays an inline map."));
        }

        if (await projects.FindVersionAsync(new ProjectKey(session.Tenant, project), version, cancellation) is null)
        {
            return Outcome<SubmittedCommand>.Refused(Refusal.NotFound);
        }

        return Outcome<SubmittedCommand>.Ok(found.Answer(commandId, CueKind.Version, version.ToString(CultureInfo.InvariantCulture)));
    }

    public Task<Outcome<IListener>> ListenAsync(SessionKey session, ListenRequest request, CancellationToken cancellation)
    {
        if (Find(session, out FakeSession found) is { } refusal)
        {
            return Task.FromResult(Outcome<IListener>.Refused(refusal));
        }

        FakeListener listener = new(request, request.FromSample ?? 0, ListenerCapacity);
        found.Listeners.Add(listener);
        Listening.Writer.TryWrite(listener);
        return Task.FromResult(Outcome<IListener>.Ok(listener));
    }

    public async Task<Outcome<SessionState>> CloseAsync(SessionKey session, CancellationToken cancellation)
    {
        if (Find(session, out FakeSession found) is { } refusal)
        {
            return refusal == Refusal.Gone
                ? Outcome<SessionState>.Ok(found.State())
                : Outcome<SessionState>.Refused(refusal);
        }

        found.Closed = true;
        await sessions.CloseAsync(session, DateTimeOffset.UnixEpoch, cancellation);
        found.Publish(new EndNotice("closed"));
        return Outcome<SessionState>.Ok(found.State());
    }

    private Refusal? Find(SessionKey key, out FakeSession session)
    {
        session = _sessions.GetValueOrDefault(key)!;
        return session is null ? Refusal.NotFound : session.Closed ? Refusal.Gone : null;
    }
}
