using SessionService.Music.Time;

namespace SessionService.Synthesis.Instruments;

/// <summary>The tape machine of lo-fi: slow wow and fast flutter of pitch, the same for everything on the tape.</summary>
internal static class Tape
{
    /// <summary>How far pitch is off at a sample, octaves.</summary>
    public static float Wow(long sample)
    {
        double t = sample / (double)MusicalTime.SampleRate;
        return (float)((Turn(t, 0.43) * 7 / 1200) + (Turn(t, 0.97) * 3 / 1200) + (Turn(t, 6.3) * 1.2 / 1200));
    }

    private static double Turn(double seconds, double hertz)
    {
        double turns = seconds * hertz;
        return Math.Sin(2 * Math.PI * (turns - Math.Floor(turns)));
    }
}
