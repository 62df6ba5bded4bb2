using SessionService.Sessions.Streaming;

namespace SessionService.Grains.Messages;

/// <summary>What a front end subscribes to.</summary>
[GenerateSerializer, Immutable, Alias("listen")]
public sealed record ListenMessage
{
    /// <summary>Encoding.</summary>
    [Id(0)]
    public AudioFormat Format { get; init; }

    /// <summary>The mix, or a stream per layer.</summary>
    [Id(1)]
    public StreamSelection Streams { get; init; }

    /// <summary>First sample wanted; null, or one that is no longer kept, starts at the live edge.</summary>
    [Id(2)]
    public long? FromSample { get; init; }
}
