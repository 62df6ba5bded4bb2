using System.Text.Json.Serialization;
using SessionService.Music.Score;

namespace SessionService.Music.Performance;

/// <summary>How far a change waits before it sounds.</summary>
public enum SyncPoint
{
    /// <summary>At the next sample that is not yet rendered.</summary>
    Immediate,

    /// <summary>At the next beat.</summary>
    Beat,

    /// <summary>At the next bar line.</summary>
    Bar,

    /// <summary>At the next phrase start of the current scene.</summary>
    Phrase,
}

/// <summary>The unit a ramp's length is given in.</summary>
public enum RampUnit
{
    /// <summary>Milliseconds.</summary>
    Ms,

    /// <summary>Beats of the metre at the ramp's start.</summary>
    Beats,

    /// <summary>Bars of the metre at the ramp's start.</summary>
    Bars,
}

/// <summary>
/// Something asked of a session. Commands are what the event log keeps: a session is its project version, its seed and
/// its commands with the samples they arrived at.
/// </summary>
/// <param name="Id">The sender's id of this command, 1 to 64 characters; a repeated id is answered, not repeated.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(UiEventCommand), "event")]
[JsonDerivedType(typeof(SceneCommand), "scene")]
[JsonDerivedType(typeof(ParameterCommand), "set")]
[JsonDerivedType(typeof(LayerCommand), "layer")]
[JsonDerivedType(typeof(StingerCommand), "stinger")]
public abstract record Command(string Id);

/// <summary>A UI event; the adaptive map says what it does.</summary>
/// <param name="Id">The sender's id.</param>
/// <param name="Event">Name of the event, such as <c>enter.battle</c>.</param>
/// <param name="Value">A number that goes with it; actions may use it. Finite.</param>
public sealed record UiEventCommand(string Id, string Event, double? Value = null) : Command(Id);

/// <summary>Go to a scene, by the map's transition or at the given sync point.</summary>
/// <param name="Id">The sender's id.</param>
/// <param name="Scene">Name of the scene.</param>
/// <param name="Sync">Overrides the sync point of the map's transition.</param>
public sealed record SceneCommand(string Id, string Scene, SyncPoint? Sync = null) : Command(Id);

/// <summary>Set or ramp a parameter.</summary>
/// <param name="Id">The sender's id.</param>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Value">Target, clamped to the parameter's range.</param>
/// <param name="Over">Length of the ramp; null takes the parameter's smoothing.</param>
/// <param name="Unit">Unit of <paramref name="Over"/>.</param>
public sealed record ParameterCommand(
    string Id, string Parameter, double Value, double? Over = null, RampUnit Unit = RampUnit.Ms) : Command(Id);

/// <summary>Mute, solo or level a layer, or say who writes it; null leaves that as it is.</summary>
/// <param name="Id">The sender's id.</param>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Mute">Silences the layer.</param>
/// <param name="Solo">Silences every layer that is not soloed.</param>
/// <param name="GainDb">Level relative to the map's, −60 to +12 dB.</param>
/// <param name="Writer">Who writes it from the next bar on that is not begun; a model writes bass, lead and counter only.</param>
public sealed record LayerCommand(
    string Id, string Layer, bool? Mute = null, bool? Solo = null, double? GainDb = null, LayerWriter? Writer = null)
    : Command(Id);

/// <summary>Play a stinger of the map.</summary>
/// <param name="Id">The sender's id.</param>
/// <param name="Stinger">Name of the stinger.</param>
public sealed record StingerCommand(string Id, string Stinger) : Command(Id);
