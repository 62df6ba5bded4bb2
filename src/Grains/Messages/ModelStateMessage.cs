namespace SessionService.Grains.Messages;

/// <summary>What a registry of models says.</summary>
[GenerateSerializer, Immutable, Alias("model.state")]
public sealed record ModelStateMessage
{
    /// <summary>Its name: the SHA-256 of its bytes, lower-case hex; empty for a registry that was never written.</summary>
    [Id(0)]
    public string Name { get; init; } = "";

    /// <summary>Its bytes; null where the asker has them.</summary>
    [Id(1)]
    public byte[]? State { get; init; }

    /// <summary>How long the asker may go on with it without asking again.</summary>
    [Id(2)]
    public TimeSpan ValidFor { get; init; }
}
