using SessionService.Listen.Analysis;
using SessionService.Listen.Dsp;
using SessionService.Listen.Tests.Support;

namespace SessionService.Listen.Tests;

/// <summary>Onsets, tempo and form of patterns laid down by hand.</summary>
public sealed class RhythmTests
{
    [Fact]
    public void Clicks_are_heard_where_they_are_and_nowhere_else()
    {
        double[] times = [.. Enumerable.Range(0, 40).Select(i => 0.5 + (0.3137 * i))];

        List<double> peaks = Onsets(14, times).Peaks();

        Assert.Equal(times.Length, peaks.Count);
        Assert.All(peaks.Zip(times), pair => Assert.Equal(pair.Second, pair.First, 0.006));
        Assert.Equal(0.0, peaks.Zip(times, (a, b) => a - b).Average(), 0.002);
    }

    [Fact]
    public void A_steady_tone_begins_once()
    {
        float[] tone = Signals.Sine(440, 10, 0.5, HalfRate.Hertz);

        Assert.DoesNotContain(OnsetStrength.Of(tone).Peaks(), peak => peak is > 0.1 and < 9.9);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(78)]
    [InlineData(93.7)]
    [InlineData(120)]
    [InlineData(174)]
    public void A_click_track_has_its_tempo(double bpm)
    {
        double[] times = [.. Enumerable.Range(0, (int)(40 * bpm / 60)).Select(i => 0.3 + (i * 60 / bpm))];

        HeardTempo heard = TempoFinder.Find(Onsets(41, times));

        Assert.True(TempoFinder.Deviation(heard.Bpm, bpm).Share < 0.003, $"{heard.Bpm}");
        Assert.True(heard.Strength > 0.7);
    }

    [Fact]
    public void Random_clicks_have_no_tempo_to_speak_of()
    {
        Random random = new(9);
        double[] times = [.. Enumerable.Range(0, 90).Select(_ => 0.2 + (40 * random.NextDouble())).Order()];

        Assert.True(TempoFinder.Find(Onsets(41, times)).Strength < 0.35);
    }

    [Theory]
    [InlineData(120, 120, 1, 0)]
    [InlineData(60.3, 120, 0.5, 0.005)]
    [InlineData(242, 120, 2, 0.00833)]
    [InlineData(180, 120, 2, 0.25)]
    public void Double_and_half_are_forgiven_and_stated(double found, double right, double factor, double share)
    {
        (double deviation, double forgiven) = TempoFinder.Deviation(found, right);

        Assert.Equal(share, deviation, 1e-4);
        Assert.Equal(factor, forgiven);
    }

    [Fact]
    public void Strength_gathers_at_the_grid_where_notes_are_on_it_and_spreads_where_they_are_not()
    {
        double[] grid = [.. Enumerable.Range(0, 80).Select(i => i * 0.25)];
        double[] on = [.. grid.Skip(1).Where((_, i) => i % 3 != 1)];
        double[] off = [.. on.Select(t => t + 0.11)];

        BeatAgreement together = BeatAgreement.Of(Onsets(20.5, on), grid, on, on);
        BeatAgreement apart = BeatAgreement.Of(Onsets(20.5, off), grid, on, on);

        Assert.True(together.GridShare > 0.9, $"{together.GridShare}");
        Assert.True(apart.GridShare < 0.1, $"{apart.GridShare}");
        Assert.Equal(0.24, together.Chance, 0.001);
        Assert.Equal(1, together.FMeasure, 0.001);
        Assert.Equal(0, apart.FMeasure, 0.001);
    }

    [Fact]
    public void A_form_that_repeats_is_seen_and_one_that_does_not_is_not()
    {
        // A bar to begin with, four bars of chords, the same four again, then four others.
        int[] c = [48, 60, 64, 67], f = [41, 60, 65, 69], g = [43, 59, 62, 67], a = [45, 60, 64, 69], d = [50, 57, 62, 65], e = [40, 59, 64, 68];
        SelfSimilarity form = FormOf(e, c, f, g, a, c, f, g, a, d, e, e, d);

        Assert.Equal(1, form[3, 3], 1e-4);
        Assert.All(Enumerable.Range(1, 4), bar => Assert.True(form[bar, bar + 4] > 0.9));
        Assert.All(Enumerable.Range(1, 4), bar => Assert.True(form[bar, bar + 8] < 0.5));
        Assert.True(form.MostRepeated(4) > 0.9);
        Assert.True(FormOf(e, c, f, g, a, d, e, d, c).MostRepeated(4) < 0.6);
        Assert.True(form.Return() > FormOf(c, f, g, a, d, e, e, d, f, c, d, g).Return() - 0.2);
    }

    [Fact]
    public void Whether_bars_return_can_be_asked_of_two_phrases_and_not_of_less()
    {
        int[] c = [48, 60, 64, 67];
        Assert.False(FormOf([.. Enumerable.Repeat(c, 15)]).HasTimeToReturn);
        Assert.True(FormOf([.. Enumerable.Repeat(c, 16)]).HasTimeToReturn);
    }

    [Fact]
    public void Copies_and_tunes_are_counted_in_the_score()
    {
        List<string> bars = [.. Enumerable.Range(0, 40).Select(i => $"bar {i}")];
        List<List<(int, int)>> tunes = [.. Enumerable.Range(0, 40).Select(i => new List<(int, int)> { (i % 7, 60), (i % 11, 64), (12, 60 + i) })];
        Assert.Equal(0, FormMeasures.Of(bars, tunes).LongestCopy);

        bars.AddRange(bars.GetRange(8, 16));
        tunes.AddRange(tunes.GetRange(8, 16));
        FormMeasures copied = FormMeasures.Of(bars, tunes);

        Assert.Equal(16, copied.LongestCopy);
        Assert.Equal(1, copied.MostAlike);
        Assert.True(copied.MotifReturn > FormMeasures.Of(bars.GetRange(0, 40), tunes.GetRange(0, 40)).MotifReturn);
    }

    private static SelfSimilarity FormOf(params int[][] chords)
    {
        float[] mono = Signals.Chords(2, HalfRate.Hertz, chords);
        return SelfSimilarity.Of(
            [.. Enumerable.Range(0, chords.Length + 1).Select(i => 2.0 * i)],
            Chromagram.Of(PowerSpectrogram.Of(mono, HalfRate.Hertz, 8_192, 2_048)), OnsetStrength.Of(mono));
    }

    private static OnsetStrength Onsets(double seconds, IEnumerable<double> times) =>
        OnsetStrength.Of(Signals.Clicks(seconds, times, HalfRate.Hertz));
}
