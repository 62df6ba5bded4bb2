using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace SessionService.Grains.Placement;

/// <summary>A grain is at the silo whose address is its key.</summary>
[Serializable, GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("placement.silo.key")]
public sealed class SiloKeyPlacement : PlacementStrategy;

/// <summary>Puts the grain at the silo whose address is its key.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SiloKeyPlacementAttribute() : PlacementAttribute(new SiloKeyPlacement());

/// <summary>Finds that silo.</summary>
internal sealed class SiloKeyPlacementDirector : IPlacementDirector
{
    /// <inheritdoc/>
    /// <exception cref="SiloUnavailableException">It is not there any more.</exception>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        SiloAddress silo = SiloAddress.FromParsableString(target.GrainIdentity.Key.ToString()!);
        return Array.IndexOf(context.GetCompatibleSilos(target), silo) >= 0
            ? Task.FromResult(silo)
            : throw new SiloUnavailableException($"{silo} is not there.");
    }
}
