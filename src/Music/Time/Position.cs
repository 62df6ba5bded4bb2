namespace SessionService.Music.Time;

/// <summary>A place on the timeline as a musician names it, with its exact sample.</summary>
/// <param name="Sample">Samples since the session began.</param>
/// <param name="Bar">Bar, counted from 1.</param>
/// <param name="Beat">Beat within the bar, from 1, with a fraction inside a beat (2.5 is the off-beat after 2).</param>
public readonly record struct Position(long Sample, int Bar, double Beat);
