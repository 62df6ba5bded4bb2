namespace SessionService.Music.Score;

/// <summary>A chord and where in its bar it begins.</summary>
/// <param name="Tick">Ticks from the start of the bar.</param>
/// <param name="Root">Pitch class of the root, 0 (C) to 11 (B).</param>
/// <param name="Symbol">Lead-sheet symbol, such as <c>Am7</c> or <c>F/A</c>.</param>
/// <param name="PitchClasses">Bit n is set where pitch class n belongs to the chord.</param>
public readonly record struct ChordSpan(int Tick, int Root, string Symbol, int PitchClasses);
