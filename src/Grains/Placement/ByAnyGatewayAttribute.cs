using Orleans.Metadata;

namespace SessionService.Grains.Placement;

/// <summary>
/// Calls from outside the silos to grains of this class pass through whichever gateway is next, instead of one and the same for
/// each grain: a gateway that has stopped holds up every second or third call and not all of them, and a call made again
/// takes another way. Only for grains whose callers wait for an answer before they make a call that must come after.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ByAnyGatewayAttribute : Attribute, IGrainPropertiesProviderAttribute
{
    /// <inheritdoc/>
    public void Populate(IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties) =>
        properties[WellKnownGrainTypeProperties.Unordered] = "true";
}
