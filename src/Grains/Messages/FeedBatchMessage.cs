namespace SessionService.Grains.Messages;

/// <summary>Items of a subscription, as many as had gathered.</summary>
[GenerateSerializer, Immutable, Alias("feed.batch")]
public sealed record FeedBatchMessage
{
    /// <summary>Number of the first item in this subscription, from 0; each item counts one.</summary>
    [Id(0)]
    public long FirstNumber { get; init; }

    /// <summary>The items.</summary>
    [Id(1)]
    public FeedItemMessage[] Items { get; init; } = [];
}
