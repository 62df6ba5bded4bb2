using SessionService.Listen.Analysis;
using SessionService.Listen.Tests.Support;

namespace SessionService.Listen.Tests;

/// <summary>Clicks, silence, levels: found where they are, not found where they are not.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.1)]
    [InlineData(-0.3)]
    public void A_step_in_a_tone_is_found_to_the_millisecond(double step)
    {
        float[] tone = Signals.Sine(220, 4, 0.3);
        for (int i = 96_000; i < tone.Length; i++)
        {
            tone[i] += (float)step;
        }

        Click click = Assert.Single(ClickFinder.Find(Signals.Stereo(tone)));
        Assert.Equal(2.0, click.Seconds, 0.001);
        Assert.Equal(Math.Abs(step), click.Size, 0.01);
    }

    [Fact]
    public void A_tone_that_is_cut_off_is_found_in_one_channel()
    {
        float[] tone = Signals.Sine(330, 3, 0.3), cut = [.. tone];
        Array.Clear(cut, 60_013, cut.Length - 60_013);

        Assert.Equal(60_013 / 48_000.0, Assert.Single(ClickFinder.Find(Signals.Stereo(tone, cut))).Seconds, 0.001);
    }

    [Fact]
    public void A_sweep_has_none()
    {
        Assert.Empty(ClickFinder.Find(Signals.Stereo(Signals.Sweep(30, 18_000, 8))));
    }

    [Fact]
    public void Noise_has_none_nor_a_note_that_fades_in_over_a_millisecond()
    {
        float[] signal = Signals.White(6, 8);
        float[] note = Signals.Sine(2_000, 1, 0.4);
        for (int i = 0; i < note.Length; i++)
        {
            note[i] *= (float)(Math.Min(1, i / 48.0) * Math.Exp(-i / 4_000.0));
        }

        Assert.Empty(ClickFinder.Find(Signals.Stereo(signal)));
        Assert.Empty(ClickFinder.Find(Signals.Stereo([.. new float[24_000], .. note])));
    }

    [Fact]
    public void The_edges_of_a_square_wave_are_its_sound()
    {
        float[] square = [.. Enumerable.Range(0, 96_000).Select(i => i / 436 % 2 == 0 ? 0.2f : -0.2f)];

        Assert.Empty(ClickFinder.Find(Signals.Stereo(square)));
    }

    [Fact]
    public void Silence_is_measured_from_where_it_begins()
    {
        float[] tone = Signals.Sine(440, 6);
        Array.Clear(tone, 96_000, 86_400);

        Level level = Level.Of(Signals.Stereo(tone));

        Assert.Equal(1.8, level.SilenceSeconds, 0.011);
        Assert.Equal(2.0, level.SilenceAtSeconds, 0.011);
    }

    [Fact]
    public void A_sine_has_a_crest_of_three_decibels_and_no_offset()
    {
        Level level = Level.Of(Signals.Stereo(Signals.Sine(480, 2)));

        Assert.Equal(3.01, level.CrestDb, 0.02);
        Assert.Equal(-6.02, level.PeakDb, 0.02);
        Assert.True(level.OffsetDb < -90);
        Assert.Equal(-40, Level.Of(Signals.Stereo([.. Signals.Sine(480, 2).Select(x => x + 0.01f)])).OffsetDb, 0.1);
    }

    [Fact]
    public void What_is_not_a_number_is_counted()
    {
        float[] tone = Signals.Sine(480, 1);
        tone[7] = float.NaN;
        tone[9] = float.PositiveInfinity;

        Assert.Equal(2, Level.Of(Signals.Stereo(tone)).NotFinite);
    }

    [Fact]
    public void Loudness_that_changes_deviates_from_the_whole()
    {
        float[] loud = Signals.Sine(1_000, 20, 0.2), quiet = Signals.Sine(1_000, 20, 0.1);

        Assert.True(LoudnessCurve.Of(Signals.Stereo(loud)).LargestDeviation(0) < 0.05);
        double deviation = LoudnessCurve.Of(Signals.Stereo([.. loud, .. quiet])).LargestDeviation(0);
        Assert.Equal(4.0, deviation, 0.2);
    }
}
