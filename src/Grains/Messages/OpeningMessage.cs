using SessionService.Sessions.Hosting;

namespace SessionService.Grains.Messages;

/// <summary>How a subscription begins, or why it does not.</summary>
[GenerateSerializer, Immutable, Alias("feed.opening")]
public sealed record OpeningMessage
{
    /// <summary>Why it was refused; null where it begins.</summary>
    [Id(0)]
    public Refusal? Refusal { get; init; }

    /// <summary>What was wrong.</summary>
    [Id(1)]
    public FaultMessage[] Faults { get; init; } = [];

    /// <summary>Sample of the first audio.</summary>
    [Id(2)]
    public long FirstSample { get; init; }

    /// <summary>Whether it goes on exactly where it was asked to.</summary>
    [Id(3)]
    public bool Resumed { get; init; }

    /// <summary>Names of the streams; the index of the first is <see cref="FirstStream"/>.</summary>
    [Id(4)]
    public string[] Streams { get; init; } = [];

    /// <summary>0 for the mix, 1 for layers.</summary>
    [Id(5)]
    public int FirstStream { get; init; }
}
