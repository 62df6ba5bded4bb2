using SessionService.Inference.Sampling;

namespace SessionService.Inference.Tests.Sampling;

/// <summary>Draws from the likeliest few.</summary>
public sealed class TopKSamplerTests
{
    [Fact]
    public void Only_the_likeliest_are_drawn_and_as_often_as_their_odds()
    {
        TopKSampler sampler = new(6);
        float[] scores = [0, MathF.Log(3), -9, MathF.Log(2), 0.1f, -1];
        int[] counts = new int[6];
        for (int i = 0; i < 60_000; i++)
        {
            counts[sampler.Sample(scores, 1, 2, (i + 0.5) / 60_000)]++;
        }

        Assert.Equal([0, 36_000, 0, 24_000, 0, 0], counts);
    }

    [Fact]
    public void The_same_as_sorting_for_any_scores()
    {
        Random random = new(1);
        TopKSampler sampler = new(200);
        for (int round = 0; round < 200; round++)
        {
            float[] scores = [.. Enumerable.Range(0, 200).Select(_ => (float)random.NextDouble())];
            int most = random.Next(1, 40);
            HashSet<int> best = [.. Enumerable.Range(0, 200).OrderByDescending(i => scores[i]).Take(most)];
            HashSet<int> drawn = [.. Enumerable.Range(0, 400).Select(i => sampler.Sample(scores, 1, most, (i + 0.5) / 400))];
            Assert.Subset(best, drawn);
            Assert.True(most == 1 || drawn.Count > most / 3);
        }
    }

    [Fact]
    public void Without_temperature_the_likeliest_and_of_no_numbers_none()
    {
        TopKSampler sampler = new(3);
        Assert.Equal(1, sampler.Sample([1, 2, 0], 0, 3, 0.99));
        Assert.Equal(-1, sampler.Sample([1, float.NaN, 0], 1, 3, 0.5));
        Assert.Equal(-1, sampler.Sample([1, float.PositiveInfinity, 0], 1, 3, 0.5));
    }
}
