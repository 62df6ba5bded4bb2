using SessionService.Music.Score;

namespace SessionService.Music.Styles;

/// <summary>A style: what a scene sounds like, as data.</summary>
/// <param name="Name">Name used in maps, such as <c>lo-fi</c>.</param>
/// <param name="Description">What it is like to listen to, one sentence.</param>
/// <param name="DefaultBpm">Tempo where the scene names none, quarter notes a minute.</param>
/// <param name="Instruments">Who plays each part.</param>
/// <param name="StingerInstrument">Who plays stingers written by the engine.</param>
/// <param name="Space">Room and echo.</param>
public sealed record Style(
    string Name,
    string Description,
    double DefaultBpm,
    IReadOnlyDictionary<Part, InstrumentChoice> Instruments,
    InstrumentChoice StingerInstrument,
    SpaceSettings Space)
{
    /// <summary>How it is written.</summary>
    public required Idiom Idiom { get; init; }

    /// <summary>Parts that a model writes where a host has one and the map does not say; one-voiced ones only.</summary>
    public IReadOnlyList<Part> ModelParts { get; init; } = [];

    /// <summary>Keys that stingers written for <see cref="StingerInstrument"/> may use, an octave and more.</summary>
    public PartRange StingerRange { get; init; } = new(55, 84);

    /// <summary>How its layers are brought together.</summary>
    public MixSettings Mix { get; init; } = new();
}
