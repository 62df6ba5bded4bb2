namespace SessionService.Grains.Messages;

/// <summary>What a session is made from; tenant and id are the grain's key.</summary>
[GenerateSerializer, Immutable, Alias("session.create")]
public sealed record CreateSessionMessage
{
    /// <summary>Project to play; null for an inline map.</summary>
    [Id(0)]
    public string? Project { get; init; }

    /// <summary>Version to pin; null for the current one.</summary>
    [Id(1)]
    public int? Version { get; init; }

    /// <summary>An inline adaptive map; null for a project.</summary>
    [Id(2)]
    public string? MapJson { get; init; }

    /// <summary>Seed; null to have one drawn.</summary>
    [Id(3)]
    public ulong? Seed { get; init; }
}
