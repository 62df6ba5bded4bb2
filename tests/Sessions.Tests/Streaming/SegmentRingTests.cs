using SessionService.Music;
using SessionService.Sessions.Streaming;

namespace SessionService.Sessions.Tests.Streaming;

public sealed class SegmentRingTests
{
    [Fact]
    public void Keeps_the_resume_window_and_no_more()
    {
        var ring = new SegmentRing();
        for (int i = 0; i < 1_000; i++)
        {
            ring.Add(Segments.At(i));
        }

        Assert.Equal(1_000 * 960L, ring.EndSample);
        Assert.Equal((999 * 960L) - (Limits.ResumeWindowMs * 48L), ring.FirstSample);
    }

    [Fact]
    public void Gives_everything_from_the_segment_that_holds_a_sample()
    {
        var ring = new SegmentRing();
        for (int i = 0; i < 10; i++)
        {
            ring.Add(Segments.At(i));
        }

        Assert.Equal([4, 5, 6, 7, 8, 9], ring.From((4 * 960) + 17).Select(segment => segment.FirstSample / 960));
        Assert.Empty(ring.From(9_600));
    }

    [Fact]
    public void A_jump_in_time_forgets_what_came_before()
    {
        var ring = new SegmentRing();
        ring.Add(Segments.At(0));
        ring.Add(Segments.At(1));
        ring.Add(Segments.At(50));
        Assert.Equal(50 * 960L, ring.FirstSample);
    }

    [Fact]
    public void Streams_of_one_slice_are_no_jump()
    {
        var ring = new SegmentRing();
        ring.Add(Segments.At(0, stream: 1));
        ring.Add(Segments.At(0, stream: 2));
        ring.Add(Segments.At(1, stream: 1));
        Assert.Equal(3, ring.From(0).Count());
    }
}
