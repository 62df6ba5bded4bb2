using SessionService.Music.Performance;

namespace SessionService.Grains.Messages;

/// <summary>A scheduled effect with its exact place.</summary>
[GenerateSerializer, Immutable, Alias("cue")]
public sealed record CueMessage
{
    /// <summary>What it does.</summary>
    [Id(0)]
    public CueKind Kind { get; init; }

    /// <summary>Name of what it is about.</summary>
    [Id(1)]
    public string Target { get; init; } = "";

    /// <summary>First sample at which it is heard.</summary>
    [Id(2)]
    public long Sample { get; init; }

    /// <summary>Bar of that sample, from 1.</summary>
    [Id(3)]
    public int Bar { get; init; }

    /// <summary>Beat of that sample, from 1.</summary>
    [Id(4)]
    public double Beat { get; init; }
}
