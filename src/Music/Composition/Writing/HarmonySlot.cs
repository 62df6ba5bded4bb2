using SessionService.Music.Theory;

namespace SessionService.Music.Composition.Writing;

/// <summary>A chord in its bar, voiced.</summary>
/// <param name="Step">First sixteenth.</param>
/// <param name="Chord">The chord.</param>
/// <param name="Scale">Scale of melodies over it.</param>
/// <param name="Voices">Its voicing.</param>
/// <param name="Bass">Key of its bass note.</param>
/// <param name="IsHeld">It began in the bar before.</param>
internal readonly record struct HarmonySlot(int Step, Chord Chord, Scale Scale, Voicing Voices, int Bass, bool IsHeld);
