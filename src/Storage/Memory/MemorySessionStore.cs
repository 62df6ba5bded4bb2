using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Memory;

/// <summary>The register of sessions in memory.</summary>
public sealed class MemorySessionStore : ISessionStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SessionKey, SessionRecord> _sessions = [];

    /// <inheritdoc/>
    public Task<bool> CreateAsync(SessionRecord record, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return Task.FromResult(_sessions.TryAdd(record.Key, record));
        }
    }

    /// <inheritdoc/>
    public Task<SessionRecord?> FindAsync(SessionKey key, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return Task.FromResult(_sessions.GetValueOrDefault(key));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SessionRecord>> ListAsync(
        TenantId tenant, string? after, int limit, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<SessionRecord>>(
            [
                .. _sessions.Values
                    .Where(record => record.Key.Tenant == tenant && string.CompareOrdinal(record.Key.Id, after) > 0)
                    .OrderBy(record => record.Key.Id, StringComparer.Ordinal)
                    .Take(limit),
            ]);
        }
    }

    /// <inheritdoc/>
    public Task<int> CountOpenAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return Task.FromResult(_sessions.Values.Count(record => record.Key.Tenant == tenant && record.ClosedAt is null));
        }
    }

    /// <inheritdoc/>
    public Task CloseAsync(SessionKey key, DateTimeOffset at, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            if (_sessions.TryGetValue(key, out SessionRecord? record) && record.ClosedAt is null)
            {
                _sessions[key] = record with { ClosedAt = at };
            }
        }

        return Task.CompletedTask;
    }

    internal List<SessionKey> ClosedBefore(DateTimeOffset before)
    {
        lock (_gate)
        {
            return [.. _sessions.Values.Where(record => record.ClosedAt < before).OrderBy(record => record.ClosedAt).Select(record => record.Key)];
        }
    }
}
