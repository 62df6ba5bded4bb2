using SessionService.Sessions.Streaming;

namespace SessionService.Grains.Messages;

/// <summary>A run of encoded audio with its place.</summary>
[GenerateSerializer, Immutable, Alias("segment")]
public sealed record SegmentMessage
{
    /// <summary>0 for the mix; 1 + layer index for a layer; the shared effects come last.</summary>
    [Id(0)]
    public int Stream { get; init; }

    /// <summary>One more for each segment that the silo encoded of this stream.</summary>
    [Id(1)]
    public uint Sequence { get; init; }

    /// <summary>Sample of the session at which it begins.</summary>
    [Id(2)]
    public long FirstSample { get; init; }

    /// <summary>Samples per channel.</summary>
    [Id(3)]
    public int Samples { get; init; }

    /// <summary>Bar of the first sample, from 1.</summary>
    [Id(4)]
    public int Bar { get; init; }

    /// <summary>Beat of the first sample, from 1.</summary>
    [Id(5)]
    public float Beat { get; init; }

    /// <summary>Encoding.</summary>
    [Id(6)]
    public AudioFormat Format { get; init; }

    /// <summary>The encoded audio; never changed once made.</summary>
    [Id(7)]
    public byte[] Payload { get; init; } = [];
}
