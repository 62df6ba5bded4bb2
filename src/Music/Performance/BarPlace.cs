using SessionService.Music.Time;

namespace SessionService.Music.Performance;

/// <summary>Where a bar stands.</summary>
/// <param name="Scene">Its scene.</param>
/// <param name="Bar">Bar of the session, from 0.</param>
/// <param name="SceneBar">Bar of this visit to the scene, from 0.</param>
/// <param name="Section">Ordinal of the visit.</param>
/// <param name="Metre">Its metre.</param>
/// <param name="Sample">Its first sample.</param>
/// <param name="Departure">What it has to do with a scene change.</param>
internal readonly record struct BarPlace(
    SceneSetup Scene, int Bar, int SceneBar, int Section, Metre Metre, long Sample, Departure Departure);
