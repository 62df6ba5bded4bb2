using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Sessions.Offline;

namespace SessionService.Listen.Playing;

/// <summary>Something to render and listen to.</summary>
/// <param name="Name">Unique, fit for a file name.</param>
/// <param name="Group">What its page collects: a style's name, or the map's.</param>
/// <param name="Style">The style whose corridors hold.</param>
/// <param name="Map">What plays.</param>
/// <param name="Intensity">The parameter <c>intensity</c> throughout, 0..1; null where commands move it.</param>
/// <param name="Commands">A recorded visit; empty for a scene at rest.</param>
/// <param name="Seed">Seed of all randomness.</param>
public sealed record Programme(
    string Name, string Group, string Style, AdaptiveMap Map, double? Intensity, IReadOnlyList<TimedCommand> Commands, ulong Seed)
{
    /// <summary>Whether one scene plays with constant parameters, so that it has one key, one tempo and one loudness.</summary>
    public bool IsAtRest => Commands.Count == 0;

    /// <summary>The scene it starts with.</summary>
    public SceneDefinition Scene => Map.Scenes.Single(scene => scene.Name == Map.Start);

    /// <summary>Key of that scene.</summary>
    public Key Key => Scene.Key;
}
