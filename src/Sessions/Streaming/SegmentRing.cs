using SessionService.Music;
using SessionService.Music.Time;

namespace SessionService.Sessions.Streaming;

/// <summary>The last segments of one format and selection, for listeners that join or resume. Not thread-safe.</summary>
internal sealed class SegmentRing
{
    private const int Window = Limits.ResumeWindowMs * (MusicalTime.SampleRate / 1000);
    private readonly LinkedList<Segment> segments = new();

    /// <summary>First sample kept; null where nothing is.</summary>
    public long? FirstSample => segments.First?.Value.FirstSample;

    /// <summary>End of the last segment kept.</summary>
    public long EndSample => segments.Last is { } last ? last.Value.FirstSample + last.Value.Samples : 0;

    /// <summary>Keeps a segment, drops what has become too old.</summary>
    public void Add(Segment segment)
    {
        if (segments.Last is { } last && segment.FirstSample > last.Value.FirstSample + last.Value.Samples)
        {
            segments.Clear();
        }

        segments.AddLast(segment);
        while (segments.First!.Value.FirstSample < segment.FirstSample - Window)
        {
            segments.RemoveFirst();
        }
    }

    /// <summary>The segments that hold <paramref name="sample"/> and everything after it, in order.</summary>
    public IEnumerable<Segment> From(long sample)
    {
        foreach (Segment segment in segments)
        {
            if (segment.FirstSample + segment.Samples > sample)
            {
                yield return segment;
            }
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => segments.Clear();
}
