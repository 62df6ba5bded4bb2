namespace SessionService.Silo.Storage;

/// <summary>
/// Which silo does what one silo is enough for: the first of those that are up, in the order of their addresses. Two may take
/// themselves for it while one joins or leaves, so what they do must be harmless twice.
/// </summary>
/// <param name="self">This silo.</param>
/// <param name="members">All silos.</param>
internal sealed class FirstSilo(ILocalSiloDetails self, ISiloStatusOracle members)
{
    /// <summary>Whether it is this one.</summary>
    public bool IsThis() => members.GetApproximateSiloStatuses(onlyActive: true).Keys.Order().FirstOrDefault() is { } first
        && first.Equals(self.SiloAddress);
}
