namespace SessionService.Grains.Models;

/// <summary>The models of this silo, if it runs any.</summary>
/// <param name="Own">They; null where it runs none.</param>
internal sealed record PartPools(PartPool? Own);
