namespace SessionService.Music.Adaptation;

/// <summary>Something that must hold for an event to act. All that is given must hold.</summary>
/// <param name="Scenes">The scene that sounds is one of these; empty for any.</param>
/// <param name="NotScenes">The scene that sounds is none of these.</param>
/// <param name="Parameter">Parameter whose value is compared; null compares none.</param>
/// <param name="Above">The parameter is above this.</param>
/// <param name="Below">The parameter is below this.</param>
/// <param name="ValueAbove">The event's value is above this.</param>
/// <param name="ValueBelow">The event's value is below this.</param>
public sealed record MapCondition(
    IReadOnlyList<string> Scenes, IReadOnlyList<string> NotScenes, string? Parameter, double? Above, double? Below,
    double? ValueAbove, double? ValueBelow);
