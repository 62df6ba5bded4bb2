using SessionService.Music.Time;

namespace SessionService.Music.Midi;

/// <summary>A note at an absolute tick.</summary>
/// <param name="Tick">Ticks from the file's start, 960 per quarter; not negative.</param>
/// <param name="Duration">Ticks, at least 1.</param>
/// <param name="Pitch">MIDI key 0..127.</param>
/// <param name="Velocity">1..127.</param>
public readonly record struct MidiNote(long Tick, long Duration, byte Pitch, byte Velocity);

/// <summary>A tempo from a tick on.</summary>
/// <param name="Tick">Ticks from the file's start.</param>
/// <param name="Tempo">The tempo.</param>
public readonly record struct MidiTempo(long Tick, Tempo Tempo);

/// <summary>A metre from a tick on.</summary>
/// <param name="Tick">Ticks from the file's start.</param>
/// <param name="Metre">The metre.</param>
public readonly record struct MidiMetre(long Tick, Metre Metre);

/// <summary>A track: one instrument's notes.</summary>
/// <param name="Name">Its name, written as UTF-8.</param>
/// <param name="Channel">MIDI channel 0..15; 9 is percussion.</param>
/// <param name="Program">General MIDI program 0..127.</param>
/// <param name="Notes">Its notes in any order.</param>
public sealed record MidiTrack(string Name, int Channel, int Program, IReadOnlyList<MidiNote> Notes);
