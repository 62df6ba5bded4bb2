using SessionService.Music.Time;

namespace SessionService.Chaos.Listening;

/// <summary>
/// What a person hears: a player that holds a second of audio before it begins. When it runs dry there is silence until the
/// next frame comes. Not thread-safe.
/// </summary>
internal sealed class Playout(TimeProvider time)
{
    private static readonly TimeSpan Buffer = TimeSpan.FromSeconds(1);

    private long? driesUpAt;
    private long lastAt;
    private long markedAt;

    /// <summary>Longest silence since <see cref="Mark"/>.</summary>
    public TimeSpan LongestSilence { get; private set; }

    /// <summary>All silence since then.</summary>
    public TimeSpan Silence { get; private set; }

    /// <summary>Longest time between two frames since then.</summary>
    public TimeSpan LongestWait { get; private set; }

    /// <summary>When the last wait of more than 300 ms ended; 0 where there was none since <see cref="Mark"/>.</summary>
    public long LastWaitEndedAt { get; private set; }

    /// <summary>Waits of more than 300 ms since then: when each ended, how long it was, and how much of it was silence.</summary>
    public List<(long EndedAt, TimeSpan Waited, TimeSpan Silence)> Waits { get; } = [];

    /// <summary>When the last frame came.</summary>
    public long LastAt => lastAt;

    /// <summary>Counts from here, with a full buffer.</summary>
    public void Mark()
    {
        LongestSilence = Silence = LongestWait = TimeSpan.Zero;
        LastWaitEndedAt = 0;
        Waits.Clear();
        markedAt = time.GetTimestamp();
        Refill();
    }

    /// <summary>Has the buffer full again, as a player does that plays a little slower for a while.</summary>
    public void Refill() => driesUpAt = driesUpAt is null ? null : Math.Max(driesUpAt.Value, lastAt + Ticks(Buffer));

    /// <summary>A frame came.</summary>
    /// <param name="samples">What is new in it.</param>
    public void Take(int samples)
    {
        long now = time.GetTimestamp();
        long length = Ticks(TimeSpan.FromSeconds(samples / (double)MusicalTime.SampleRate));
        if (driesUpAt is not { } dry)
        {
            driesUpAt = now + Ticks(Buffer);
            lastAt = now;
            return;
        }

        TimeSpan silence = now > dry ? time.GetElapsedTime(dry, now) : TimeSpan.Zero;
        Wait(time.GetElapsedTime(lastAt, now), silence, now);
        lastAt = now;
        Silent(silence);
        driesUpAt = Math.Max(dry, now) + length;
    }

    /// <summary>Counts a silence that has not ended yet.</summary>
    public void Settle()
    {
        long now = time.GetTimestamp();

        // Who has heard nothing yet has heard nothing since the counting began.
        long dry = driesUpAt ?? markedAt;
        TimeSpan silence = now > dry ? time.GetElapsedTime(dry, now) : TimeSpan.Zero;
        Wait(time.GetElapsedTime(driesUpAt is null ? markedAt : lastAt, now), silence, now);
        Silent(silence);
    }

    private void Wait(TimeSpan waited, TimeSpan silence, long now)
    {
        LongestWait = waited > LongestWait ? waited : LongestWait;
        if (waited > TimeSpan.FromMilliseconds(300) || silence > TimeSpan.Zero)
        {
            LastWaitEndedAt = now;
            Waits.Add((now, waited, silence));
        }
    }

    private void Silent(TimeSpan silence)
    {
        Silence += silence;
        LongestSilence = silence > LongestSilence ? silence : LongestSilence;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
