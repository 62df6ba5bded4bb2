using SessionService.Music.Performance;
using SessionService.Music.Score;

namespace SessionService.Grains.Messages;

/// <summary>
/// A command of any kind. One record with a word for the kind rather than a class per kind: a silo that is older than its
/// caller can say which kind it does not know.
/// </summary>
[GenerateSerializer, Immutable, Alias("command")]
public sealed record CommandMessage
{
    /// <summary><c>event</c>, <c>scene</c>, <c>set</c>, <c>layer</c> or <c>stinger</c>.</summary>
    [Id(0)]
    public string Kind { get; init; } = "";

    /// <summary>The sender's id of this command.</summary>
    [Id(1)]
    public string Id { get; init; } = "";

    /// <summary>Name of the event, scene, parameter, layer or stinger.</summary>
    [Id(2)]
    public string Name { get; init; } = "";

    /// <summary>Value of an event or a parameter.</summary>
    [Id(3)]
    public double? Value { get; init; }

    /// <summary>Sync point of a scene.</summary>
    [Id(4)]
    public SyncPoint? Sync { get; init; }

    /// <summary>Length of a parameter's ramp.</summary>
    [Id(5)]
    public double? Over { get; init; }

    /// <summary>Unit of <see cref="Over"/>.</summary>
    [Id(6)]
    public RampUnit Unit { get; init; }

    /// <summary>Mute of a layer.</summary>
    [Id(7)]
    public bool? Mute { get; init; }

    /// <summary>Solo of a layer.</summary>
    [Id(8)]
    public bool? Solo { get; init; }

    /// <summary>Level of a layer, dB relative to the map's.</summary>
    [Id(9)]
    public double? GainDb { get; init; }

    /// <summary>Who is to write a layer.</summary>
    [Id(10)]
    public LayerWriter? Writer { get; init; }
}
