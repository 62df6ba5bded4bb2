using SessionService.Music.Time;

namespace SessionService.Sessions.Local;

/// <summary>How a host does, as a whole.</summary>
/// <param name="Loaded">Sessions in memory.</param>
/// <param name="Live">Sessions that are rendered because somebody listens.</param>
/// <param name="Workers">Render threads.</param>
/// <param name="RenderTime">Processor time spent on rendering since the host was made, all threads together.</param>
/// <param name="Rendered">Audio rendered since the host was made, all sessions together.</param>
/// <param name="DeadlineMisses">Slices that were ready later than they were due for playing, since the host was made.</param>
/// <param name="Overdue">How long the slice that is next has been due; a long time where no thread renders any more.</param>
/// <param name="SmallestLead">The least lead of any session in the last 5 to 10 s, negative after a miss; null where none was live.</param>
public sealed record HostLoad(
    int Loaded, int Live, int Workers, TimeSpan RenderTime, TimeSpan Rendered, long DeadlineMisses,
    TimeSpan Overdue, TimeSpan? SmallestLead);

/// <summary>Adds up what all sessions of a host render. Any thread may call it; a slice costs a few interlocked additions.</summary>
/// <param name="time">Clock of the window in which the smallest lead is sought.</param>
internal sealed class RenderMeter(TimeProvider time)
{
    private const long None = long.MaxValue;
    private static readonly TimeSpan Half = TimeSpan.FromSeconds(5);

    private readonly Lock turning = new();
    private long samples;
    private long cpuMicroseconds;
    private long misses;
    private long smallest = None;
    private long smallestBefore = None;
    private long turnedAt = time.GetTimestamp();

    /// <summary>Samples rendered.</summary>
    public long Samples => Interlocked.Read(ref samples);

    /// <summary>Processor time spent.</summary>
    public TimeSpan Cpu => TimeSpan.FromMicroseconds(Interlocked.Read(ref cpuMicroseconds));

    /// <summary>Slices that were late.</summary>
    public long Misses => Interlocked.Read(ref misses);

    /// <summary>Counts a slice.</summary>
    /// <param name="count">Its samples.</param>
    /// <param name="cpu">Processor time it took, microseconds.</param>
    public void Slice(int count, long cpu)
    {
        Interlocked.Add(ref samples, count);
        Interlocked.Add(ref cpuMicroseconds, cpu);
    }

    /// <summary>Takes note of the lead that was left when a slice was finished.</summary>
    /// <param name="left">Samples; negative where the slice was late.</param>
    /// <param name="missed">Whether playing had to wait for it.</param>
    public void Lead(long left, bool missed)
    {
        Turn();
        long seen = Interlocked.Read(ref smallest);
        while (left < seen)
        {
            long found = Interlocked.CompareExchange(ref smallest, left, seen);
            if (found == seen)
            {
                break;
            }

            seen = found;
        }

        if (missed)
        {
            Interlocked.Increment(ref misses);
        }
    }

    /// <summary>The least lead noted in the last 5 to 10 s; null where none was.</summary>
    public TimeSpan? SmallestLead()
    {
        Turn();
        long least = Math.Min(Interlocked.Read(ref smallest), Interlocked.Read(ref smallestBefore));
        return least == None ? null : TimeSpan.FromSeconds(least / (double)MusicalTime.SampleRate);
    }

    private void Turn()
    {
        if (time.GetElapsedTime(Interlocked.Read(ref turnedAt)) < Half)
        {
            return;
        }

        lock (turning)
        {
            TimeSpan since = time.GetElapsedTime(turnedAt);
            if (since >= Half)
            {
                long last = Interlocked.Exchange(ref smallest, None);
                Interlocked.Exchange(ref smallestBefore, since >= Half + Half ? None : last);
                Interlocked.Exchange(ref turnedAt, time.GetTimestamp());
            }
        }
    }
}
