namespace SessionService.Synthesis.Voices;

/// <summary>The continuous controls at one point of the control grid.</summary>
/// <param name="Brightness">0..1.</param>
/// <param name="Energy">0..1.</param>
/// <param name="Tension">0..1.</param>
/// <param name="Wow">Pitch of the tape machine now, octaves away from true.</param>
/// <param name="Tick">Index of the grid point since the session's start, wrapped to 32 bits.</param>
internal readonly record struct ControlFrame(float Brightness, float Energy, float Tension, float Wow, int Tick);

/// <summary>One lane's part of a note.</summary>
/// <param name="Sample">Onset.</param>
/// <param name="Gate">Sample at which the key is let go.</param>
/// <param name="Pitch">MIDI key.</param>
/// <param name="Velocity">0..1: how loud.</param>
/// <param name="Force">0..1: how bright; the velocity and what the touch adds.</param>
/// <param name="Touch">How it is played.</param>
/// <param name="Gain">Level of the instrument, linear.</param>
/// <param name="Seed">Where this lane's noise and phases come from.</param>
internal readonly record struct LaneStart(long Sample, long Gate, byte Pitch, float Velocity, float Force, Touch Touch, float Gain, uint Seed);
