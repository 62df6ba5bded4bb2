using SessionService.Sessions.Streaming;

namespace SessionService.Grains.Messages;

/// <summary>A session that plays on another silo, and how far it has got.</summary>
[GenerateSerializer, Immutable, Alias("move.learn")]
public sealed record LearnMessage
{
    /// <summary>Its tenant.</summary>
    [Id(0)]
    public string Tenant { get; init; } = "";

    /// <summary>Its id.</summary>
    [Id(1)]
    public string Session { get; init; } = "";

    /// <summary>Log entry at which the renderer that is heard began.</summary>
    [Id(2)]
    public long BornSequence { get; init; }

    /// <summary>Encodings that are taken.</summary>
    [Id(3)]
    public EncodingMessage[] Encodings { get; init; } = [];

    /// <summary>Its last log entry.</summary>
    [Id(4)]
    public long Sequence { get; init; }

    /// <summary>Its head.</summary>
    [Id(5)]
    public long Sample { get; init; }

    /// <summary>Set once it stands still there.</summary>
    [Id(6)]
    public StandMessage? Stand { get; init; }
}

/// <summary>One encoding of a session.</summary>
[GenerateSerializer, Immutable, Alias("move.encoding")]
public sealed record EncodingMessage
{
    /// <summary>Encoding.</summary>
    [Id(0)]
    public AudioFormat Format { get; init; }

    /// <summary>The mix, or a stream per layer.</summary>
    [Id(1)]
    public StreamSelection Streams { get; init; }
}

/// <summary>How a session stands still.</summary>
[GenerateSerializer, Immutable, Alias("move.stand")]
public sealed record StandMessage
{
    /// <summary>End of its durable reservation.</summary>
    [Id(0)]
    public long Reserved { get; init; }

    /// <summary>Samples of audio ahead of the live edge.</summary>
    [Id(1)]
    public long Lead { get; init; }

    /// <summary>When it had that lead.</summary>
    [Id(2)]
    public DateTimeOffset At { get; init; }
}
