namespace SessionService.Grains.Messages;

/// <summary>A version to save.</summary>
[GenerateSerializer, Immutable, Alias("project.save")]
public sealed record SaveProjectMessage
{
    /// <summary>The adaptive map.</summary>
    [Id(0)]
    public string MapJson { get; init; } = "";

    /// <summary>Why.</summary>
    [Id(1)]
    public string Comment { get; init; } = "";

    /// <summary>The revision it was made from; null to force.</summary>
    [Id(2)]
    public long? ExpectedRevision { get; init; }

    /// <summary>Title of a project that is created; null where one is saved.</summary>
    [Id(3)]
    public string? Name { get; init; }
}
