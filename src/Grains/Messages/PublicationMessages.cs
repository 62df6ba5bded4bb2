namespace SessionService.Grains.Messages;

/// <summary>What a session publishes to a stream, from where on.</summary>
[GenerateSerializer, Immutable, Alias("publication")]
public sealed record PublicationMessage
{
    /// <summary>Name of this publication; another one begins when the session goes on elsewhere.</summary>
    [Id(0)]
    public string Id { get; init; } = "";

    /// <summary>Number of the next item.</summary>
    [Id(1)]
    public long NextNumber { get; init; }

    /// <summary>How it begins, from that item on, or why it does not.</summary>
    [Id(2)]
    public OpeningMessage Opening { get; init; } = new();
}

/// <summary>A batch in a stream.</summary>
[GenerateSerializer, Immutable, Alias("publication.batch")]
public sealed record PublishedBatchMessage
{
    /// <summary>Which publication.</summary>
    [Id(0)]
    public string Id { get; init; } = "";

    /// <summary>The batch, numbered in the publication.</summary>
    [Id(1)]
    public FeedBatchMessage Batch { get; init; } = new();
}
