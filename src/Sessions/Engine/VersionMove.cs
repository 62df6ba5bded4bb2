using SessionService.Music.Adaptation;
using SessionService.Music.Performance;

namespace SessionService.Sessions.Engine;

/// <summary>A pending move to another version of the map.</summary>
/// <param name="CommandId">Id of the command that asked for it.</param>
/// <param name="Version">Number of the new version.</param>
/// <param name="Map">The new map.</param>
/// <param name="Cue">Where it happens.</param>
internal sealed record VersionMove(string CommandId, int Version, AdaptiveMap Map, Cue Cue);
