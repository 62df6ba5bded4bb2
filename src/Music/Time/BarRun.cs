namespace SessionService.Music.Time;

/// <summary>Bars of one metre that follow each other without a cut; the last run goes on for ever.</summary>
/// <param name="Tick">Tick of the first bar's start.</param>
/// <param name="Bar">Index of the first bar, from 0.</param>
/// <param name="Metre">Metre of all its bars.</param>
internal readonly record struct BarRun(long Tick, int Bar, Metre Metre);
