namespace SessionService.Sessions.Ports;

/// <summary>What a session used since the last record of it.</summary>
/// <param name="Session">Whose.</param>
/// <param name="At">End of the span.</param>
/// <param name="RenderedSamples">Audio rendered, samples per channel.</param>
/// <param name="ListenedSamples">Audio handed to listeners, summed over them.</param>
/// <param name="CpuMicroseconds">Processor time of composing, rendering, mixing and encoding.</param>
/// <param name="BytesSent">Bytes handed to listeners.</param>
/// <param name="Commands">Commands accepted.</param>
/// <param name="LateCues">Cues that sounded later than acknowledged.</param>
/// <param name="ModelCpuMicroseconds">Processor time of models that wrote for it, also of bars that came too late to be played.</param>
/// <param name="ModelAcceleratorMicroseconds">Time that accelerators worked for it.</param>
/// <param name="ModelTokens">Tokens that models read and wrote for it.</param>
public sealed record UsageRecord(
    SessionKey Session, DateTimeOffset At, long RenderedSamples, long ListenedSamples, long CpuMicroseconds,
    long BytesSent, long Commands, long LateCues,
    long ModelCpuMicroseconds = 0, long ModelAcceleratorMicroseconds = 0, long ModelTokens = 0);

/// <summary>Accounts.</summary>
public interface IUsageStore
{
    /// <summary>Adds records; durable when it completes.</summary>
    Task AddAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellation = default);

    /// <summary>The sum over a session, or over a tenant where <paramref name="session"/> is null, in [from, to).</summary>
    Task<UsageRecord> SumAsync(
        TenantId tenant, string? session, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation = default);
}
