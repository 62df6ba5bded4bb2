using FsCheck;
using FsCheck.Fluent;
using SessionService.Music.Time;

namespace SessionService.Music.Tests.Time;

public sealed class TimelineTests
{
    [Fact]
    public void A_constant_tempo_is_its_ratio()
    {
        Timeline timeline = new(new Tempo(120_000), Metre.Common);
        Assert.Equal(24_000, timeline.SampleAt(960));
        Assert.Equal(959, timeline.TickAt(23_999));
        Assert.Equal(960, timeline.TickAt(24_000));
        Assert.Equal(new Position(120_000, 2, 2), timeline.PositionAt(120_000));
        // Ten hours at 77.777 BPM: 36 000 s × 48 000 is the sample of tick 36 000 × 77.777 × 16 = 44 799 552.
        timeline = new Timeline(new Tempo(77_777), Metre.Common);
        Assert.Equal(36_000L * 48_000, timeline.SampleAt(44_799_552));
    }

    /// <summary>
    /// The oracle is the definition: the sum over ticks of a period that changes linearly, taken at the middle of each
    /// tick, which for a straight line is exact; summed as fractions over the common denominator.
    /// </summary>
    [Fact]
    public void A_ramp_is_the_sum_of_its_ticks()
    {
        Timeline timeline = new(new Tempo(90_000), Metre.Common);
        timeline.RampTempo(1_000, 1_000 + 3_840, new Tempo(141_000));
        long start = timeline.SampleAt(1_000);
        System.Numerics.BigInteger denominator = (System.Numerics.BigInteger)2 * 3_840 * 90_000 * 141_000;
        System.Numerics.BigInteger sum = 0;
        for (int tick = 0; tick < 3_840; tick++)
        {
            Assert.Equal(start + (long)(sum / denominator), timeline.SampleAt(1_000 + tick));
            // N·((1/m₀)·(1 − x) + (1/m₁)·x) with x = (tick + ½) / 3840
            long twice = (2 * tick) + 1;
            sum += Tempo.SamplesPerTickNumerator * (((System.Numerics.BigInteger)141_000 * ((2 * 3_840) - twice)) + ((System.Numerics.BigInteger)90_000 * twice));
        }

        Assert.Equal(start + (long)(sum / denominator), timeline.SampleAt(4_840));
        Assert.Equal(new Tempo(90_000), timeline.TempoAt(1_000));
        Assert.Equal(new Tempo(141_000), timeline.TempoAt(4_840));
        Assert.Equal(Timeline.RampSamples(3_840, new Tempo(90_000), new Tempo(141_000)), timeline.SampleAt(4_840) - start);
    }

    [Fact]
    public void Every_tick_of_any_tempo_map_is_found_again()
    {
        Prop.ForAll(TimelineScript.Arbitrary(), script =>
        {
            Timeline timeline = script.Build(out long end);
            long before = -1;
            for (long tick = 0; tick <= end + 200; tick += Math.Max(1, end / 997))
            {
                long sample = timeline.SampleAt(tick);
                Assert.True(sample > before);
                Assert.Equal(tick, timeline.TickAt(sample));
                Assert.Equal(tick, timeline.NextTickAt(sample));
                before = sample;
            }

            foreach (long edge in script.Edges)
            {
                for (long tick = Math.Max(0, edge - 3); tick <= edge + 3; tick++)
                {
                    Assert.Equal(tick, timeline.TickAt(timeline.SampleAt(tick)));
                    Assert.True(timeline.SampleAt(tick) < timeline.SampleAt(tick + 1));
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_sample_lies_in_the_tick_found_for_it()
    {
        Prop.ForAll(TimelineScript.Arbitrary(), script =>
        {
            Timeline timeline = script.Build(out long end);
            long last = timeline.SampleAt(end + 100);
            for (long sample = 0; sample <= last; sample += 1 + (last / 991))
            {
                long tick = timeline.TickAt(sample);
                Assert.True(timeline.SampleAt(tick) <= sample);
                Assert.True(timeline.SampleAt(tick + 1) > sample);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Bars_follow_each_other_without_gap_in_any_map()
    {
        Prop.ForAll(TimelineScript.Arbitrary(), script =>
        {
            Timeline timeline = script.Build(out long end);
            long tick = 0;
            for (int bar = 0; tick < end; bar++)
            {
                Assert.Equal(bar, timeline.BarAt(tick));
                Assert.Equal(tick, timeline.BarStart(tick));
                Assert.Equal(tick, timeline.NextBarLine(tick));
                Position position = timeline.PositionAt(timeline.SampleAt(tick));
                Assert.Equal((bar + 1, 1.0), (position.Bar, position.Beat));
                long next = timeline.NextBarLine(tick + 1);
                Assert.InRange(next - tick, 1, timeline.MetreAt(tick).TicksPerBar);
                Assert.Equal(bar, timeline.BarAt(next - 1));
                tick = next;
            }

            Assert.All(script.BarStarts, start => Assert.Equal(start, timeline.BarStart(start)));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_edit_moves_nothing_before_it()
    {
        Prop.ForAll(TimelineScript.Arbitrary(), script =>
        {
            Timeline timeline = script.Build(out long end);
            long[] ticks = [.. Enumerable.Range(0, 200).Select(i => i * end / 200)];
            Position[] before = [.. ticks.Select(tick => timeline.PositionAt(timeline.SampleAt(tick)))];
            timeline.RampTempo(end, end + 960, new Tempo(61_234));
            timeline.StartBar(end, new Metre(7, 8));
            Assert.Equal(before, ticks.Select(tick => timeline.PositionAt(timeline.SampleAt(tick))));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_bar_cut_short_counts_as_a_bar()
    {
        Timeline timeline = new(new Tempo(120_000), Metre.Common);
        timeline.StartBar(960 * 6, new Metre(3, 4));
        Assert.Equal(1, timeline.BarAt((960 * 6) - 1));
        Assert.Equal(2, timeline.BarAt(960 * 6));
        Assert.Equal(3, timeline.BarAt(960 * 9));
        Assert.Equal(960 * 6, timeline.NextBarLine((960 * 4) + 1));
        timeline.StartBar(960 * 6, new Metre(2, 4));
        Assert.Equal(3, timeline.BarAt(960 * 8));
    }

    [Fact]
    public void What_lies_behind_an_edit_cannot_be_edited()
    {
        Timeline timeline = new(new Tempo(120_000), Metre.Common);
        timeline.RampTempo(960, 1_920, new Tempo(100_000));
        timeline.StartBar(3_840, new Metre(3, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => timeline.SetTempo(1_919, new Tempo(90_000)));
        Assert.Throws<ArgumentOutOfRangeException>(() => timeline.RampTempo(2_000, 2_000, new Tempo(90_000)));
        Assert.Throws<ArgumentOutOfRangeException>(() => timeline.StartBar(3_839, Metre.Common));
        Assert.Throws<ArgumentOutOfRangeException>(() => timeline.SetTempo(2_000, new Tempo(Tempo.Max + 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => timeline.StartBar(4_000, new Metre(4, 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => timeline.SampleAt(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => timeline.TickAt(-1));
    }

    [Fact]
    public void A_day_of_ramps_stays_exact()
    {
        Timeline timeline = new(new Tempo(60_000), Metre.Common);
        long tick = 0;
        for (int bar = 0; bar < 43_000; bar++)
        {
            timeline.RampTempo(tick, tick + 3_840, new Tempo(60_000 + (bar * 7919 % 120_000)));
            tick += 3_840;
        }

        Assert.Equal(tick - 1, timeline.TickAt(timeline.SampleAt(tick - 1)));
        Assert.Equal(tick, timeline.TickAt(timeline.SampleAt(tick)));
        Assert.Equal(43_001, timeline.PositionAt(timeline.SampleAt(tick)).Bar);
    }
}
