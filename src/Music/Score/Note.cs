namespace SessionService.Music.Score;

/// <summary>One note of a composed bar.</summary>
/// <param name="Layer">Index of the layer that plays it, in the order of <c>BarContext.Layers</c>.</param>
/// <param name="Tick">Onset in ticks from the start of the bar; swing and humanising are already in it. Never negative.</param>
/// <param name="Duration">Length in ticks, at least 1; may reach past the bar.</param>
/// <param name="Pitch">MIDI key 0..127 (60 is middle C); a General MIDI percussion key for drums.</param>
/// <param name="Velocity">1..127; instruments map it to loudness and timbre.</param>
public readonly record struct Note(int Layer, int Tick, int Duration, byte Pitch, byte Velocity);
