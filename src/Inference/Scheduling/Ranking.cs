namespace SessionService.Inference.Scheduling;

/// <summary>A sequence's place in line.</summary>
/// <param name="Place">Its place in the list the policy was given.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="OverShare">Its tenant has as many more pressing ones as its share allows.</param>
/// <param name="Deadline">When it must be done.</param>
/// <param name="Order">Which was asked for first.</param>
internal readonly record struct Ranking(int Place, int Tenant, bool OverShare, long Deadline, long Order)
{
    /// <summary>Tenants together, the most pressing first within each.</summary>
    public static int ByTenant(Ranking left, Ranking right) =>
        left.Tenant != right.Tenant ? left.Tenant.CompareTo(right.Tenant) : ByDeadline(left, right);

    /// <summary>Those within their tenant's share first, the most pressing first among each.</summary>
    public static int ByPressure(Ranking left, Ranking right) =>
        left.OverShare != right.OverShare ? left.OverShare.CompareTo(right.OverShare) : ByDeadline(left, right);

    private static int ByDeadline(Ranking left, Ranking right) =>
        left.Deadline != right.Deadline ? left.Deadline.CompareTo(right.Deadline) : left.Order.CompareTo(right.Order);
}
