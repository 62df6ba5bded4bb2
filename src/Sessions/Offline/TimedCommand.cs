using SessionService.Music.Performance;

namespace SessionService.Sessions.Offline;

/// <summary>A command of a recorded visit.</summary>
/// <param name="AtMs">When it happened, milliseconds from the start.</param>
/// <param name="Command">What was asked.</param>
public sealed record TimedCommand(long AtMs, Command Command)
{
    /// <summary>The sample it arrives at.</summary>
    public long AtSample => AtMs * (Music.Time.MusicalTime.SampleRate / 1000);
}
