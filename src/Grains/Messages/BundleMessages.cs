namespace SessionService.Grains.Messages;

/// <summary>How a subscription begins whose items come in bundles, or why it does not.</summary>
[GenerateSerializer, Immutable, Alias("feed.attached")]
public sealed record AttachedMessage
{
    /// <summary>Its beginning.</summary>
    [Id(0)]
    public OpeningMessage Opening { get; init; } = new();

    /// <summary>Address of the silo at which its items are to be taken.</summary>
    [Id(1)]
    public string Silo { get; init; } = "";
}

/// <summary>What has gathered for one front end on one silo, of all its subscriptions there.</summary>
[GenerateSerializer, Immutable, Alias("feed.bundle")]
public sealed record BundleMessage
{
    /// <summary>One more than that of the bundle before; the same as the one before where there is nothing in it.</summary>
    [Id(0)]
    public long Number { get; init; }

    /// <summary>The parts, at most one for each subscription.</summary>
    [Id(1)]
    public BundlePartMessage[] Parts { get; init; } = [];
}

/// <summary>What has gathered for one subscription.</summary>
[GenerateSerializer, Immutable, Alias("feed.bundle.part")]
public sealed record BundlePartMessage
{
    /// <summary>The subscription, as its front end named it.</summary>
    [Id(0)]
    public long Subscription { get; init; }

    /// <summary>Its items; the opening, which has come already, counts as number 0.</summary>
    [Id(1)]
    public FeedBatchMessage Batch { get; init; } = new();
}
