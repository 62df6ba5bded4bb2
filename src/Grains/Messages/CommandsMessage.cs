namespace SessionService.Grains.Messages;

/// <summary>Commands to apply in order.</summary>
[GenerateSerializer, Immutable, Alias("commands")]
public sealed record CommandsMessage
{
    /// <summary>The commands.</summary>
    [Id(0)]
    public CommandMessage[] Commands { get; init; } = [];
}
