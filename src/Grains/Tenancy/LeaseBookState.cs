namespace SessionService.Grains.Tenancy;

/// <summary>A tenant's leases as they are stored.</summary>
[GenerateSerializer, Alias("tenant.leases")]
public sealed record LeaseBookState
{
    /// <summary>One for each holder.</summary>
    [Id(0)]
    public LeaseState[] Leases { get; init; } = [];
}

/// <summary>One holder's lease as it is stored.</summary>
[GenerateSerializer, Alias("tenant.leases.one")]
public sealed record LeaseState
{
    /// <summary>Who holds it.</summary>
    [Id(0)]
    public string Holder { get; init; } = "";

    /// <summary>How many permits, those in use included.</summary>
    [Id(1)]
    public int Permits { get; init; }

    /// <summary>When it ends.</summary>
    [Id(2)]
    public DateTimeOffset Until { get; init; }
}
