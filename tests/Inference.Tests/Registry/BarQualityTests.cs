using SessionService.Inference.Registry;
using SessionService.Inference.Serving;

namespace SessionService.Inference.Tests.Registry;

/// <summary>What a melody is like, counted by hand.</summary>
public sealed class BarQualityTests
{
    [Fact]
    public void Strong_beats_scale_and_intervals_are_counted()
    {
        // E on C, F between, F sharp (no tone of G, not in C major) just before the middle, F sharp again.
        BarQuality quality = BarQuality.Of(Bars.Request(), [Bars.Part("m", (20, 64), (960, 65), (1900, 66), (2880, 66))]);

        Assert.Equal(new BarQuality(Strong: 2, StrongOnChord: 1, Notes: 4, InScale: 2, Steps: 3, Repeats: 1, Semitones: 2), quality);
    }

    [Fact]
    public void The_bar_before_gives_the_first_interval()
    {
        BarQuality quality = BarQuality.Of(Bars.Request(before: [(0, 60), (1920, 72)]), [Bars.Part("m", (0, 64))]);

        Assert.Equal(new BarQuality(1, 1, 1, 1, 1, 0, 8), quality);
    }

    [Fact]
    public void Other_parts_are_no_melody() =>
        Assert.Equal(default, BarQuality.Of(Bars.Request(), [Bars.Part("m", (0, 64)) with { Layer = Bars.Bass }]));

    [Fact]
    public void A_window_forgets_what_is_older_than_it_is_long()
    {
        VersionWindow window = new(new GateLimits { WindowBars = 4 }, new Dictionary<string, double>(StringComparer.Ordinal));
        window.Note(Bars.Request(), Bars.Done("m", 900));
        window.Note(Bars.Request(), Parts.PartAnswer(SequenceEnd.Invalid, 800));
        for (int i = 0; i < 3; i++)
        {
            window.Note(Bars.Request(), Bars.Done("m", 10 * i));
        }

        GateWindow look = window.Look();

        Assert.Equal((5, 4, 1, 800), (look.Total, look.Bars, look.Invalid, look.SlowMs));
        Assert.Equal(9, look.Quality.Notes);
        window.Note(Bars.Request(), Bars.Done("m", 5));
        Assert.Equal((6, 4, 0, 20), (window.Look().Total, window.Look().Bars, window.Look().Invalid, window.Look().SlowMs));
        Assert.Equal(12, window.Look().Quality.Notes);
    }

    [Theory]
    [InlineData(SequenceEnd.QueueFull)]
    [InlineData(SequenceEnd.TenantQueueFull)]
    [InlineData(SequenceEnd.Cancelled)]
    [InlineData(SequenceEnd.Unsupported)]
    public void What_says_nothing_about_a_version_is_not_noted(SequenceEnd end)
    {
        VersionWindow window = new(new GateLimits(), new Dictionary<string, double>(StringComparer.Ordinal));

        Assert.Equal(0, window.Note(Bars.Request(), Parts.PartAnswer(end, 1)));
        Assert.Equal(0, window.Look().Bars);
    }

    private static class Parts
    {
        public static Inference.Parts.PartAnswer PartAnswer(SequenceEnd end, double ms) =>
            Inference.Parts.PartAnswer.None(end, TimeSpan.FromMilliseconds(ms));
    }
}
