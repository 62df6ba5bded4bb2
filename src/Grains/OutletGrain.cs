using SessionService.Grains.Contracts;
using SessionService.Grains.Feeds;
using SessionService.Grains.Messages;
using SessionService.Grains.Placement;

namespace SessionService.Grains;

/// <summary>The door to a silo's outlets. Knowing a front end's name is the right to take what is its own; names are not to be guessed.</summary>
/// <param name="outlets">The silo's outlets.</param>
[GrainType("outlet")]
[SiloKeyPlacement]
[ByAnyGateway]
[Orleans.Concurrency.Reentrant]
public sealed class OutletGrain(SegmentOutlets outlets) : Grain, IOutletGrain
{
    /// <inheritdoc/>
    public Task<BundleMessage> TakeAsync(string reader, long after) => outlets.TakeAsync(reader, after);

    /// <inheritdoc/>
    public Task LeaveAsync(string reader, long[] subscriptions)
    {
        outlets.Leave(reader, subscriptions);
        return Task.CompletedTask;
    }
}
