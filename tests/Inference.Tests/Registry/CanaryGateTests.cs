using SessionService.Inference.Registry;

namespace SessionService.Inference.Tests.Registry;

/// <summary>What a canary is taken back for, and what not.</summary>
public sealed class CanaryGateTests
{
    private const string OnChord = "melody on chord tones at strong beats";

    private static readonly GateLimits Limits = new();

    [Fact]
    public void What_does_as_well_as_the_live_version_goes_on_and_is_ready_in_the_end()
    {
        Assert.Equal(GateVerdict.GoOn, Judge(Window(total: 999), Window()).Verdict);
        Assert.Equal(GateVerdict.Ready, Judge(Window(total: 1000), Window()).Verdict);
        Assert.Equal(GateVerdict.Ready, Judge(Window(total: 1000), null).Verdict);
    }

    [Fact]
    public void Few_bars_say_nothing_unless_most_of_them_fail()
    {
        Assert.Equal(GateVerdict.GoOn, Judge(Window(bars: 199, late: 90), Window()).Verdict);
        Assert.Equal(GateVerdict.GoOn, Judge(Window(bars: 19, invalid: 19), Window()).Verdict);
        Assert.Equal(GateVerdict.GoOn, Judge(Window(bars: 20, invalid: 10), Window()).Verdict);
        (GateVerdict verdict, string reason) = Judge(Window(bars: 20, invalid: 11), Window());
        Assert.Equal(GateVerdict.RollBack, verdict);
        Assert.Equal("11 of 20 bars failed: 0 late, 11 invalid, 0 unavailable.", reason);
    }

    [Theory]
    [InlineData(20, 0, 0, "")]
    [InlineData(21, 0, 0, "0.021 of its bars were late; at most 0.02 may be.")]
    [InlineData(0, 5, 0, "")]
    [InlineData(0, 6, 0, "0.006 of its bars were invalid; at most 0.005 may be.")]
    [InlineData(0, 0, 20, "")]
    [InlineData(0, 0, 21, "0.021 of its bars were unavailable; at most 0.02 may be.")]
    public void Each_share_of_failures_has_its_limit(int late, int invalid, int unavailable, string expected)
    {
        GateWindow canary = Window(bars: 1000, late: late, invalid: invalid, unavailable: unavailable);

        Assert.Equal(expected, Judge(canary, Window()).Reason);
        Assert.Equal(expected, Judge(canary, null).Reason);
    }

    [Fact]
    public void What_the_live_version_suffers_too_is_not_the_canarys_fault()
    {
        GateWindow canary = Window(bars: 1000, late: 60, unavailable: 60, slow: 400);

        Assert.Equal(GateVerdict.RollBack, Judge(canary, Window()).Verdict);
        Assert.Equal(GateVerdict.GoOn, Judge(canary, Window(late: 60, unavailable: 60, slow: 300)).Verdict);
        Assert.Equal(GateVerdict.RollBack, Judge(canary, Window(bars: 199, late: 60, unavailable: 60, slow: 300)).Verdict);
    }

    [Fact]
    public void Slowness_is_measured_by_the_live_version()
    {
        Assert.Equal(GateVerdict.GoOn, Judge(Window(slow: 200), Window(slow: 100)).Verdict);
        Assert.Equal("One bar in a hundred took 201 ms or more; at most 200 ms may be.", Judge(Window(slow: 201), Window(slow: 100)).Reason);
        Assert.Equal(GateVerdict.GoOn, Judge(Window(slow: 5000), null).Verdict);
    }

    [Fact]
    public void A_melody_is_held_to_its_own_reference()
    {
        Assert.Equal(GateVerdict.GoOn, Judge(Window(onChord: 800, reference: 0.94), null).Verdict);
        (GateVerdict verdict, string reason) = Judge(Window(onChord: 800, reference: 0.96), null);
        Assert.Equal(GateVerdict.RollBack, verdict);
        Assert.Equal($"'{OnChord}' is 0.8; 0.96 was expected, give or take 0.15.", reason);
    }

    [Fact]
    public void Other_material_than_was_evaluated_moves_both()
    {
        GateWindow canary = Window(onChord: 700, reference: 0.96);

        Assert.Equal(GateVerdict.RollBack, Judge(canary, null).Verdict);
        Assert.Equal(GateVerdict.GoOn, Judge(canary, Window(onChord: 680, reference: 0.92)).Verdict);
    }

    [Fact]
    public void Without_a_reference_a_melody_is_held_to_the_live_version()
    {
        Assert.Equal(GateVerdict.GoOn, Judge(Window(onChord: 500), null).Verdict);
        Assert.Equal(GateVerdict.GoOn, Judge(Window(onChord: 800), Window(onChord: 900)).Verdict);
        Assert.Equal(GateVerdict.RollBack, Judge(Window(onChord: 700), Window(onChord: 900)).Verdict);
        Assert.Equal(GateVerdict.RollBack, Judge(Window(semitones: 5200), Window(semitones: 3000)).Verdict);
    }

    [Fact]
    public void Few_notes_say_nothing()
    {
        GateWindow few = Window() with { Quality = new BarQuality(399, 0, 399, 0, 399, 399, 399 * 20) };

        Assert.Equal(GateVerdict.GoOn, Judge(few, Window()).Verdict);
    }

    private static (GateVerdict Verdict, string Reason) Judge(GateWindow canary, GateWindow? live) => CanaryGate.Judge(canary, live, Limits);

    private static GateWindow Window(
        int bars = 500, long total = 500, int late = 0, int invalid = 0, int unavailable = 0, double slow = 100, int onChord = 900,
        int semitones = 3000, double? reference = null)
    {
        Dictionary<string, double> stored = new(StringComparer.Ordinal);
        if (reference is { } value)
        {
            stored[OnChord] = value;
        }

        return new GateWindow
        {
            Total = total, Bars = bars, Late = late, Invalid = invalid, Unavailable = unavailable, SlowMs = slow, Reference = stored,
            Quality = new BarQuality(1000, onChord, 1000, 900, 1000, 100, semitones),
        };
    }
}
