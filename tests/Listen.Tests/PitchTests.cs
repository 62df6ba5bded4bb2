using SessionService.Listen.Analysis;
using SessionService.Listen.Dsp;
using SessionService.Listen.Tests.Support;
using SessionService.Music.Composition;

namespace SessionService.Listen.Tests;

/// <summary>Pitch classes and keys of signals that everyone would name alike.</summary>
public sealed class PitchTests
{
    private static readonly int[] C = [48, 60, 64, 67], F = [41, 60, 65, 69], G = [43, 59, 62, 67], Am = [45, 60, 64, 69], E = [40, 59, 64, 68], Dm = [50, 57, 62, 65];

    [Theory]
    [InlineData(440, 9)]
    [InlineData(261.63, 0)]
    [InlineData(103.83, 8)]
    [InlineData(1_975.5, 11)]
    public void A_sine_is_its_pitch_class(double hertz, int pitchClass)
    {
        double[] mean = ChromaOf(Signals.Sine(hertz, 3, 0.5, HalfRate.Hertz)).Mean();

        Assert.True(mean[pitchClass] > 0.97, string.Join(" ", mean));
    }

    [Fact]
    public void A_tone_between_two_semitones_counts_little_for_either()
    {
        Chromagram onKey = ChromaOf(Signals.Sine(440, 3, 0.5, HalfRate.Hertz));
        Chromagram between = ChromaOf(Signals.Sine(440 * Math.Pow(2, 0.5 / 12), 3, 0.5, HalfRate.Hertz));

        Assert.True(between[10][9] + between[10][10] < 0.25 * onKey[10][9]);
    }

    [Fact]
    public void Noise_is_spread_over_all_classes()
    {
        double[] mean = ChromaOf(Signals.White(20, 5, 0.3, HalfRate.Hertz)).Mean();

        Assert.InRange(Chromagram.ShareIn(mean, 0b1010_1011_0101), 0.5, 0.66);
    }

    [Fact]
    public void A_cadence_in_C_is_in_C_major()
    {
        HeardKey key = KeyFinder.Find(ChromaOf(Signals.Chords(1, HalfRate.Hertz, C, F, G, C)).Mean());

        Assert.Equal("C major", key.Name);
        Assert.True(key.Fit > 0.8);
    }

    [Fact]
    public void A_cadence_in_A_minor_is_in_A_minor()
    {
        Assert.Equal("A minor", KeyFinder.Find(ChromaOf(Signals.Chords(1, HalfRate.Hertz, Am, Dm, E, Am)).Mean()).Name);
    }

    [Fact]
    public void A_cadence_is_known_in_every_transposition()
    {
        for (int up = 0; up < 12; up++)
        {
            int[][] moved = [.. new[] { C, F, G, C }.Select(chord => chord.Select(key => key + up - 5).ToArray())];
            HeardKey key = KeyFinder.Find(ChromaOf(Signals.Chords(0.7, HalfRate.Hertz, moved)).Mean());
            Assert.Equal((up + 7) % 12, key.Tonic);
            Assert.False(key.IsMinor);
        }
    }

    [Theory]
    [InlineData(0, false, 1)]
    [InlineData(7, false, 0.5)]
    [InlineData(5, false, 0.5)]
    [InlineData(9, true, 0.3)]
    [InlineData(0, true, 0.2)]
    [InlineData(4, true, 0.2)]
    [InlineData(2, true, 0.2)]
    [InlineData(2, false, 0)]
    [InlineData(3, true, 0)]
    public void Keys_near_C_major_are_rated_as_MIREX_rates_them(int tonic, bool minor, double score)
    {
        Assert.Equal(score, KeyFinder.Score(new HeardKey(tonic, minor, 1), new Key(0, Mode.Major)));
    }

    [Theory]
    [InlineData(0, false, 9, Mode.Minor, 0.3)]
    [InlineData(0, false, 2, Mode.Dorian, 0.3)]
    [InlineData(7, false, 2, Mode.Dorian, 0.2)]
    [InlineData(2, true, 2, Mode.Dorian, 1)]
    [InlineData(9, true, 5, Mode.Lydian, 0.3)]
    [InlineData(6, false, 5, Mode.Lydian, 0)]
    [InlineData(0, false, 4, Mode.Phrygian, 0.3)]
    [InlineData(0, false, 7, Mode.Mixolydian, 0.5)]
    public void Keys_with_the_notes_of_a_mode_count_as_its_relatives(int tonic, bool minor, int rightTonic, Mode mode, double score)
    {
        Assert.Equal(score, KeyFinder.Score(new HeardKey(tonic, minor, 1), new Key(rightTonic, mode)));
    }

    private static Chromagram ChromaOf(float[] mono) => Chromagram.Of(PowerSpectrogram.Of(mono, HalfRate.Hertz, 8_192, 2_048));
}
