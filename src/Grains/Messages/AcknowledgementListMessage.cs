namespace SessionService.Grains.Messages;

/// <summary>A page of a session's acknowledgements.</summary>
[GenerateSerializer, Immutable, Alias("acknowledgement.list")]
public sealed record AcknowledgementListMessage
{
    /// <summary>In the order in which they were given.</summary>
    [Id(0)]
    public AcknowledgementMessage[] Acknowledgements { get; init; } = [];
}
