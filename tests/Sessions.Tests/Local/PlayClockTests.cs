using Microsoft.Extensions.Time.Testing;
using SessionService.Sessions.Local;

namespace SessionService.Sessions.Tests.Local;

public sealed class PlayClockTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void Moves_at_forty_eight_samples_a_millisecond_from_its_anchor()
    {
        var clock = new PlayClock(time);
        clock.Anchor(1_000);
        time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal(1_000 + (48 * 250), clock.Live());
    }

    [Fact]
    public void Stands_still_until_anchored_and_after_stopping()
    {
        var clock = new PlayClock(time);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, clock.Live());
        clock.Anchor(96_000);
        clock.Stop();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(96_000, clock.Live());
    }

    [Fact]
    public void Tells_when_a_sample_becomes_live()
    {
        var clock = new PlayClock(time);
        clock.Anchor(480);
        long start = time.GetTimestamp();
        double seconds = (clock.TimestampOf(480 + 4_800) - start) / (double)time.TimestampFrequency;
        Assert.Equal(0.1, seconds, 6);
    }
}
