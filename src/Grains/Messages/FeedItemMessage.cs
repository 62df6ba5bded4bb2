namespace SessionService.Grains.Messages;

/// <summary>
/// One thing a subscription carries: exactly one of these is there. A reader that is older than the silo finds none it
/// knows, and leaves the item out.
/// </summary>
[GenerateSerializer, Immutable, Alias("feed.item")]
public sealed record FeedItemMessage
{
    /// <summary>The first item of every subscription.</summary>
    [Id(0)]
    public OpeningMessage? Opening { get; init; }

    /// <summary>Audio.</summary>
    [Id(1)]
    public SegmentMessage? Segment { get; init; }

    /// <summary>A beat.</summary>
    [Id(2)]
    public BeatMessage? Beat { get; init; }

    /// <summary>Words for what is heard.</summary>
    [Id(3)]
    public CaptionMessage? Caption { get; init; }

    /// <summary>A command was acknowledged.</summary>
    [Id(4)]
    public AcknowledgementMessage? Cue { get; init; }

    /// <summary>The state changed.</summary>
    [Id(5)]
    public StateMessage? State { get; init; }

    /// <summary>A cue sounded late.</summary>
    [Id(6)]
    public LateMessage? Late { get; init; }

    /// <summary>The subscription was too slow; audio was left out.</summary>
    [Id(7)]
    public SkippedMessage? Skipped { get; init; }

    /// <summary>How the session is doing.</summary>
    [Id(8)]
    public StatsMessage? Stats { get; init; }

    /// <summary>The subscription ends; its reason.</summary>
    [Id(9)]
    public string? End { get; init; }
}
