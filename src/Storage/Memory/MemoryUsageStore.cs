using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Memory;

/// <summary>Accounts in memory.</summary>
public sealed class MemoryUsageStore : IUsageStore
{
    private readonly Lock _gate = new();
    private readonly List<UsageRecord> _records = [];

    /// <inheritdoc/>
    public Task AddAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            _records.AddRange(records);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<UsageRecord> SumAsync(
        TenantId tenant, string? session, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation = default)
    {
        var sum = new UsageRecord(new SessionKey(tenant, session ?? string.Empty), to, 0, 0, 0, 0, 0, 0);
        lock (_gate)
        {
            foreach (UsageRecord record in _records)
            {
                bool counts = record.Session.Tenant == tenant && (session is null || record.Session.Id == session);
                if (counts && record.At >= from && record.At < to)
                {
                    sum = sum with
                    {
                        RenderedSamples = sum.RenderedSamples + record.RenderedSamples,
                        ListenedSamples = sum.ListenedSamples + record.ListenedSamples,
                        CpuMicroseconds = sum.CpuMicroseconds + record.CpuMicroseconds,
                        BytesSent = sum.BytesSent + record.BytesSent,
                        Commands = sum.Commands + record.Commands,
                        LateCues = sum.LateCues + record.LateCues,
                        ModelCpuMicroseconds = sum.ModelCpuMicroseconds + record.ModelCpuMicroseconds,
                        ModelAcceleratorMicroseconds = sum.ModelAcceleratorMicroseconds + record.ModelAcceleratorMicroseconds,
                        ModelTokens = sum.ModelTokens + record.ModelTokens,
                    };
                }
            }
        }

        return Task.FromResult(sum);
    }
}
