using SessionService.Music.Time;

namespace SessionService.Synthesis.Instruments;

/// <summary>The tape machine of lo-fi: slow wow and fast flutter of pitch, the same for everything on the tape.</summary>
internal static class Tape
{
    /// <summary>How far pitch is off at a sample, octaves.</summary>
    public static float Wow(long sample)
    {
        double t = sample / (double)MusicalTime.SampleRate;
        return (Turn(t, 0.43) * (7f / 1200)) + (Turn(t, 0.97) * (3f / 1200)) + (Turn(t, 6.3) * (1.2f / 1200));
    }

    private static float Turn(double seconds, double hertz)
    {
        double turns = seconds * hertz;
        return MathF.Sin((float)(2 * Math.PI * (turns - Math.Floor(turns))));
    }
}
