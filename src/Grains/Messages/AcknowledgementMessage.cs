using SessionService.Music.Performance;

namespace SessionService.Grains.Messages;

/// <summary>The answer to a command.</summary>
[GenerateSerializer, Immutable, Alias("acknowledgement")]
public sealed record AcknowledgementMessage
{
    /// <summary>The command's id.</summary>
    [Id(0)]
    public string Id { get; init; } = "";

    /// <summary>What became of it.</summary>
    [Id(1)]
    public CommandStatus Status { get; init; }

    /// <summary>Sample the command arrived at.</summary>
    [Id(2)]
    public long AtSample { get; init; }

    /// <summary>Its effects in order of sample.</summary>
    [Id(3)]
    public CueMessage[] Cues { get; init; } = [];

    /// <summary>Why it was suppressed or rejected, or which rule merged it.</summary>
    [Id(4)]
    public string? Reason { get; init; }

    /// <summary>Ids of earlier commands whose pending scene change this one replaced.</summary>
    [Id(5)]
    public string[] Superseded { get; init; } = [];
}
