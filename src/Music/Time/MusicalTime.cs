namespace SessionService.Music.Time;

/// <summary>The two clocks of a session and their fixed resolutions.</summary>
public static class MusicalTime
{
    /// <summary>Samples per second of every session, in hertz.</summary>
    public const int SampleRate = 48_000;

    /// <summary>Ticks per quarter note: divisible by 3, 5 and every power of two down to 1/256.</summary>
    public const int TicksPerQuarter = 960;
}
