using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Memory;

/// <summary>Kept answers in memory.</summary>
public sealed class MemoryIdempotencyStore : IIdempotencyStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(TenantId Tenant, string Key), (KeptAnswer Answer, DateTimeOffset At)> _answers = [];

    /// <inheritdoc/>
    public Task<KeptAnswer?> FindAsync(TenantId tenant, string key, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return Task.FromResult<KeptAnswer?>(_answers.TryGetValue((tenant, key), out var kept) ? kept.Answer : null);
        }
    }

    /// <inheritdoc/>
    public Task KeepAsync(TenantId tenant, string key, KeptAnswer answer, DateTimeOffset at, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            foreach (var old in _answers.Where(kept => kept.Value.At < at - KeptAnswers.KeptFor).ToList())
            {
                _answers.Remove(old.Key);
            }

            _answers.TryAdd((tenant, key), (answer, at));
        }

        return Task.CompletedTask;
    }
}
