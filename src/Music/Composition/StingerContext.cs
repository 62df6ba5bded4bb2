using SessionService.Music.Time;

namespace SessionService.Music.Composition;

/// <summary>What a stinger written by the engine depends on.</summary>
/// <param name="Seed">The session's seed.</param>
/// <param name="Kind">What it says: <c>success</c>, <c>failure</c>, <c>coin</c>, <c>level_up</c>, <c>alert</c>, <c>reveal</c>,
/// <c>countdown</c> or <c>click</c>.</param>
/// <param name="Style">The style it is heard in.</param>
/// <param name="Key">The key of the bar it falls in.</param>
/// <param name="ChordRoot">Pitch class of the chord it falls on, 0..11.</param>
/// <param name="ChordPitchClasses">Bit n is set where pitch class n belongs to that chord.</param>
/// <param name="Metre">Metre of that bar.</param>
/// <param name="Ordinal">How many stingers the session has played before; varies the writing.</param>
/// <param name="Instrument">Who plays it; null for the style's own stinger instrument.</param>
public sealed record StingerContext(
    ulong Seed, string Kind, string Style, Key Key, int ChordRoot, int ChordPitchClasses, Metre Metre, int Ordinal,
    string? Instrument = null);
