using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace SessionService.Grains.Placement;

/// <summary>A grain is put where there is least to render.</summary>
[Serializable, GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("placement.load")]
public sealed class LoadPlacement : PlacementStrategy;

/// <summary>Puts the grain where there is least to render.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LoadPlacementAttribute() : PlacementAttribute(new LoadPlacement());

/// <summary>Asks the silo's board where there is least to render.</summary>
/// <param name="board">What it knows of all silos.</param>
internal sealed class LoadPlacementDirector(LoadBoard board) : IPlacementDirector
{
    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        SiloAddress[] silos = context.GetCompatibleSilos(target);

        // A session that moves has been learnt by one silo.
        return Task.FromResult(
            IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) is { } hint ? hint : board.Choose(silos));
    }
}
