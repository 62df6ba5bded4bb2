using SessionService.Music.Score;

namespace SessionService.Music.Performance;

/// <summary>A layer of a session; its index in the session's list is what directives name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Part">Its musical function.</param>
public sealed record LayerInfo(string Name, Part Part);
