namespace SessionService.Music.Theory;

/// <summary>Intervals in semitones, by the names they have in harmony.</summary>
public static class Interval
{
    /// <summary>A minor third.</summary>
    public const int MinorThird = 3;

    /// <summary>A major third.</summary>
    public const int MajorThird = 4;

    /// <summary>A perfect fifth.</summary>
    public const int Fifth = 7;

    /// <summary>An octave.</summary>
    public const int Octave = 12;

    /// <summary>
    /// Whether two voices move in parallel perfect intervals: both move, and they stand a fifth apart, or an octave or
    /// unison apart, before and after (compound intervals count as simple ones).
    /// </summary>
    /// <param name="lowBefore">Lower voice, before.</param>
    /// <param name="highBefore">Upper voice, before.</param>
    /// <param name="lowAfter">Lower voice, after.</param>
    /// <param name="highAfter">Upper voice, after.</param>
    public static bool IsParallelPerfect(int lowBefore, int highBefore, int lowAfter, int highAfter)
    {
        int before = PitchClass.Of(highBefore - lowBefore);
        int after = PitchClass.Of(highAfter - lowAfter);
        return before == after && before is 0 or Fifth
            && lowBefore != lowAfter && highBefore != highAfter;
    }
}
