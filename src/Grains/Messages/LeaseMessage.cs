namespace SessionService.Grains.Messages;

/// <summary>Permission to create sessions, for a while.</summary>
[GenerateSerializer, Immutable, Alias("tenant.lease")]
public sealed record LeaseMessage
{
    /// <summary>How many; 0 where the tenant's limit is reached.</summary>
    [Id(0)]
    public int Permits { get; init; }

    /// <summary>For how long, from when it is received.</summary>
    [Id(1)]
    public TimeSpan ValidFor { get; init; }
}
