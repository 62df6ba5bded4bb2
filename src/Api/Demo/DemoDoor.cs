using SessionService.Api.Sockets;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Demo;

/// <summary>
/// Sessions of the demo: opened without a credential, in a tenant of their own, and few. A new one closes the longest
/// idle one when there are too many; while all of them are being listened to, no more are opened.
/// </summary>
internal sealed class DemoDoor(
    ISessionHost host, ISessionStore store, SocketRegistry sockets, TimeProvider time, ServiceOptions options) : IDisposable
{
    /// <summary>Tenant of the demo's sessions.</summary>
    public static readonly TenantId Tenant = new("demo");

    private const int StorePage = 200;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, DateTimeOffset> _lastUsed = new(StringComparer.Ordinal);
    private bool _adopted;

    /// <summary>Opens a session with a map.</summary>
    public async Task<Outcome<SessionState>> OpenAsync(string id, string map, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await AdoptAsync(cancellation);
            if (!await MakeRoomAsync(cancellation))
            {
                return Outcome<SessionState>.Refused(Refusal.Full, new Fault("", "All demo sessions are in use; try later."));
            }

            Outcome<SessionState> outcome =
                await host.CreateAsync(new CreateSession(Tenant, id, null, null, map, null), cancellation);
            if (outcome.Refusal is null)
            {
                _lastUsed[id] = time.GetUtcNow();
            }

            return outcome;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Notes that somebody still wants a session.</summary>
    /// <returns>Its state, or why there is none.</returns>
    public async Task<Outcome<SessionState>> TouchAsync(string id, CancellationToken cancellation)
    {
        Outcome<SessionState> state = await host.StateAsync(new SessionKey(Tenant, id), cancellation);
        await _turn.WaitAsync(cancellation);
        try
        {
            if (state.Refusal is null && !state.Value!.Closed)
            {
                _lastUsed[id] = time.GetUtcNow();
            }
        }
        finally
        {
            _turn.Release();
        }

        return state;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    // Sessions of an earlier run count as well; they were last used when they were made, as far as we know.
    private async Task AdoptAsync(CancellationToken cancellation)
    {
        if (_adopted)
        {
            return;
        }

        string? after = null;
        while (true)
        {
            IReadOnlyList<SessionRecord> page = await store.ListAsync(Tenant, after, StorePage, cancellation);
            foreach (SessionRecord record in page.Where(record => record.ClosedAt is null))
            {
                _lastUsed.TryAdd(record.Key.Id, record.CreatedAt);
            }

            if (page.Count < StorePage)
            {
                break;
            }

            after = page[^1].Key.Id;
        }

        _adopted = true;
    }

    private async Task<bool> MakeRoomAsync(CancellationToken cancellation)
    {
        foreach (string id in _lastUsed.Keys.Where(IsListenedTo).ToArray())
        {
            _lastUsed[id] = time.GetUtcNow();
        }

        while (_lastUsed.Count >= options.Demo.Sessions)
        {
            string? idle = _lastUsed.Where(pair => !IsListenedTo(pair.Key))
                .OrderBy(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => pair.Key).FirstOrDefault();
            if (idle is null)
            {
                return false;
            }

            await host.CloseAsync(new SessionKey(Tenant, idle), cancellation);
            _lastUsed.Remove(idle);
        }

        return true;
    }

    private bool IsListenedTo(string id) => sockets.Count(new SessionKey(Tenant, id)) > 0;
}
