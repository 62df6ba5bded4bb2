using SessionService.Music.Performance;

namespace SessionService.Music.Adaptation;

/// <summary>One thing an event does.</summary>
public abstract record MapAction;

/// <summary>Go to a scene.</summary>
/// <param name="Scene">Its name.</param>
/// <param name="Sync">Overrides the transition's sync point; null leaves it.</param>
public sealed record SceneAction(string Scene, SyncPoint? Sync) : MapAction;

/// <summary>Set or ramp a parameter.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="To">Target; null takes the event's value.</param>
/// <param name="Scale">The event's value is multiplied by this,</param>
/// <param name="Offset">and this is added.</param>
/// <param name="Over">Length of the ramp; null takes the parameter's smoothing.</param>
/// <param name="Unit">Unit of <paramref name="Over"/>.</param>
public sealed record SetAction(
    string Parameter, double? To, double Scale, double Offset, double? Over, RampUnit Unit) : MapAction;

/// <summary>Play a stinger.</summary>
/// <param name="Stinger">Its name.</param>
/// <param name="Sync">Overrides the stinger's sync point; null leaves it.</param>
public sealed record StingerAction(string Stinger, SyncPoint? Sync) : MapAction;

/// <summary>Mute, solo or level a layer; null leaves that as it is.</summary>
/// <param name="Layer">Its name.</param>
/// <param name="Mute">Silences it, or ends that.</param>
/// <param name="Solo">Silences every layer that is not soloed, or ends that.</param>
/// <param name="GainDb">Level relative to the scene's, −60 to +12 dB.</param>
public sealed record LayerAction(string Layer, bool? Mute, bool? Solo, double? GainDb) : MapAction;
