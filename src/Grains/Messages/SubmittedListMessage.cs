namespace SessionService.Grains.Messages;

/// <summary>Answers to commands, one each, in their order.</summary>
[GenerateSerializer, Immutable, Alias("submitted.list")]
public sealed record SubmittedListMessage
{
    /// <summary>The answers.</summary>
    [Id(0)]
    public SubmittedMessage[] Answers { get; init; } = [];
}
