using SessionService.Api.Probes;
using SessionService.Grains.Hosting;

namespace SessionService.Silo.Operations;

/// <summary>Whether the silo is a member of the cluster and takes sessions.</summary>
internal sealed class SiloCheck(ISiloStatusOracle members, SiloDrain drain) : IReadinessCheck
{
    /// <inheritdoc/>
    public string Name => "silo";

    /// <inheritdoc/>
    public Task<bool> IsReadyAsync(CancellationToken cancellation) =>
        Task.FromResult(members.CurrentStatus == SiloStatus.Active && !drain.Leaving);
}
