namespace SessionService.Grains.Messages;

/// <summary>An acknowledgement with what only the silo that plays the session knows.</summary>
[GenerateSerializer, Immutable, Alias("submitted")]
public sealed record SubmittedMessage
{
    /// <summary>Where it sounds.</summary>
    [Id(0)]
    public AcknowledgementMessage Acknowledgement { get; init; } = new();

    /// <summary>From the silo's now until the first cue leaves the live edge, milliseconds; null where nobody listens.</summary>
    [Id(1)]
    public double? PredictedDelayMs { get; init; }
}
