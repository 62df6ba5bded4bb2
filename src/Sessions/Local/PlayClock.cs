using SessionService.Music.Time;

namespace SessionService.Sessions.Local;

/// <summary>
/// Where playing should be: the live edge moves on at 48 000 samples a second from an anchor. The clock decides when
/// audio is rendered, never what it is. Not thread-safe.
/// </summary>
internal sealed class PlayClock(TimeProvider time)
{
    private long anchorTimestamp;
    private long anchorSample;

    /// <summary>Whether it moves.</summary>
    public bool Running { get; private set; }

    /// <summary>Starts, or jumps, so that <paramref name="sample"/> is live now.</summary>
    public void Anchor(long sample)
    {
        anchorTimestamp = time.GetTimestamp();
        anchorSample = sample;
        Running = true;
    }

    /// <summary>Stands still.</summary>
    public void Stop() => Running = false;

    /// <summary>The sample that is live now.</summary>
    public long Live() => Running
        ? anchorSample + (long)(time.GetElapsedTime(anchorTimestamp).TotalSeconds * MusicalTime.SampleRate)
        : anchorSample;

    /// <summary>Timestamp at which <paramref name="sample"/> becomes live.</summary>
    public long TimestampOf(long sample) =>
        anchorTimestamp + (long)((sample - anchorSample) / (double)MusicalTime.SampleRate * time.TimestampFrequency);
}
