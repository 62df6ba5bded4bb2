using SessionService.Music.Time;

namespace SessionService.Music.Performance;

/// <summary>Lengths of time in samples.</summary>
internal static class Spans
{
    /// <summary>Longest fade, ramp or cooldown.</summary>
    public static readonly long Longest = Samples(Limits.LongestSpanMs);

    /// <summary>Whole samples of a length in milliseconds, rounded down.</summary>
    public static long Samples(double ms) => (long)(ms * (MusicalTime.SampleRate / 1000));

    /// <summary>Length of a ramp that begins at a sample, at the tempo and metre that are known there.</summary>
    public static long Ramp(Timeline timeline, long sample, double over, RampUnit unit)
    {
        if (unit == RampUnit.Ms)
        {
            return Math.Min(Samples(over), Longest);
        }

        long tick = timeline.TickAt(sample);
        Metre metre = timeline.MetreAt(tick);
        double ticks = over * (unit == RampUnit.Beats ? metre.TicksPerBeat : metre.TicksPerBar);
        return Math.Min(timeline.SampleAt(tick + (long)ticks) - timeline.SampleAt(tick), Longest);
    }
}
