using SessionService.Audio.Resampling;

namespace SessionService.Audio.Tests;

/// <summary>Sound at another rate, against the sines that were put in.</summary>
public sealed class ResamplerTests
{
    [Theory]
    [InlineData(32_000, 48_000, 997)]
    [InlineData(32_000, 48_000, 12_000)]
    [InlineData(24_000, 48_000, 5_000)]
    [InlineData(44_100, 48_000, 10_000)]
    [InlineData(96_000, 48_000, 15_000)]
    public void A_sine_stays_the_same_sine_at_the_same_time(int from, int to, double hz)
    {
        Resampler resampler = new(from, to);
        float[] input = Sine(from, hz, from / 4);
        float[] output = new float[resampler.LengthOf(input.Length)];

        resampler.Process(input, output);

        float[] expected = Sine(to, hz, output.Length);
        double worst = 0;
        for (int i = to / 40; i < output.Length - (to / 40); i++)
        {
            worst = Math.Max(worst, Math.Abs(output[i] - expected[i]));
        }

        Assert.InRange(output.Length, to / 4, (to / 4) + 1);
        Assert.InRange(worst, 0, 1e-4);
    }

    [Fact]
    public void What_the_lower_rate_cannot_hold_is_gone()
    {
        Resampler resampler = new(96_000, 48_000);
        float[] output = new float[12_000];

        resampler.Process(Sine(96_000, 30_000, 24_000), output);

        Assert.InRange(output.Skip(1_000).Take(10_000).Max(Math.Abs), 0, 1e-4);
    }

    [Fact]
    public void Pieces_with_their_neighbours_are_the_whole()
    {
        Resampler resampler = new(32_000, 48_000);
        float[] input = Sine(32_000, 440, 6_400);
        float[] whole = new float[9_600];
        resampler.Process(input, whole);
        float[] piece = new float[4_800];

        // From 1,600 on: 2,400 samples of the output.
        resampler.Process(input.AsSpan(1_600, 3_200), piece);

        int edge = resampler.Reach * 2;
        Assert.Equal(whole.AsSpan(2_400 + edge, 4_800 - (2 * edge)).ToArray(), piece.AsSpan(edge, 4_800 - (2 * edge)).ToArray());
    }

    [Fact]
    public void The_same_rate_changes_nothing_and_no_rate_is_refused()
    {
        Resampler resampler = new(48_000, 48_000);
        float[] input = Sine(48_000, 440, 100);
        float[] output = new float[100];
        resampler.Process(input, output);

        Assert.Equal(input, output);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(0, 48_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(44_101, 48_000));
    }

    private static float[] Sine(int rate, double hz, int length) =>
        [.. Enumerable.Range(0, length).Select(i => (float)(0.5 * Math.Sin(2 * Math.PI * hz * i / rate)))];
}
