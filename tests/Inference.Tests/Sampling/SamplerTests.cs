using SessionService.Inference.Sampling;
using SessionService.Music.Random;

namespace SessionService.Inference.Tests.Sampling;

/// <summary>Drawing tokens.</summary>
public sealed class SamplerTests
{
    private static readonly float[] Logits = [0, MathF.Log(2), MathF.Log(4), MathF.Log(1)];
    private readonly Sampler sampler = new(4);

    [Fact]
    public void Draws_follow_the_odds()
    {
        int[] counts = Count([], 1, 1);

        // 1 : 2 : 4 : 1 of 80 000; four standard deviations of the widest are 570.
        Assert.All([10_000, 20_000, 40_000, 10_000], (expected, i) => Assert.InRange(counts[i], expected - 570, expected + 570));
    }

    [Fact]
    public void Only_what_is_allowed_comes()
    {
        int[] counts = Count([true, false, false, true], 1, 1);

        Assert.Equal(0, counts[1] + counts[2]);
        Assert.InRange(counts[0], 40_000 - 570, 40_000 + 570);
    }

    [Fact]
    public void The_nucleus_leaves_out_the_tail()
    {
        // 4/8 and 2/8 make three quarters.
        int[] counts = Count([], 1, 0.7);

        Assert.Equal(0, counts[0] + counts[3]);
        Assert.InRange(counts[2] / (double)counts[1], 1.9, 2.1);
    }

    [Fact]
    public void Of_equal_ones_the_nucleus_keeps_the_first()
    {
        Assert.Equal(0, new Sampler(40).Sample(new float[40], [], 1, 0.01, 0.99));
    }

    [Fact]
    public void Cold_sampling_takes_the_likeliest() => Assert.Equal(2, sampler.Sample(Logits, [], 0, 1, 0.999));

    [Fact]
    public void What_is_not_a_number_is_not_sampled()
    {
        Assert.Equal(-1, sampler.Sample([0, float.NaN, 0, 0], [], 1, 1, 0.5));
        Assert.Equal(-1, sampler.Sample([0, float.PositiveInfinity, 0, 0], [], 1, 1, 0.5));
        Assert.Equal(-1, sampler.Sample(Logits, new bool[4], 1, 1, 0.5));
        Assert.Equal(-1, sampler.Sample([float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity], [], 1, 1, 0.5));
        Assert.Equal(0, sampler.Sample([0, float.NaN, 0, 0], [true, false, false, false], 1, 1, 0.5));
    }

    private int[] Count(bool[] allowed, double temperature, double nucleus)
    {
        int[] counts = new int[4];
        CounterRandom random = CounterRandom.For(7, 0, 0, 0);
        for (int i = 0; i < 80_000; i++)
        {
            counts[sampler.Sample(Logits, allowed, temperature, nucleus, random.NextDouble())]++;
        }

        return counts;
    }
}
