using SessionService.Music.Random;

namespace SessionService.Music.Tests.Random;

public sealed class CounterRandomTests
{
    [Fact]
    public void AStreamIsAFunctionOfItsKeyAndPlace()
    {
        CounterRandom stream = CounterRandom.For(5, 1, 2, 3);
        CounterRandom same = CounterRandom.For(5, 1, 2, 3);
        for (int i = 0; i < 100; i++)
        {
            double value = stream.NextDouble();
            Assert.Equal(value, same.ValueAt(i));
            Assert.True(value is >= 0 and < 1);
        }
    }

    [Fact]
    public void NeighbouringKeysAreIndependent()
    {
        // Correlation of 4096 pairs has a standard error of 1/64; five of them make a false alarm one in a million.
        for (int which = 0; which < 4; which++)
        {
            double sum = 0;
            for (int i = 0; i < 4096; i++)
            {
                CounterRandom a = CounterRandom.For((ulong)i, 3, 4, 5);
                CounterRandom b = which switch
                {
                    0 => CounterRandom.For((ulong)i + 1, 3, 4, 5),
                    1 => CounterRandom.For((ulong)i, 4, 4, 5),
                    2 => CounterRandom.For((ulong)i, 3, 5, 5),
                    _ => CounterRandom.For((ulong)i, 3, 4, 6),
                };
                sum += (a.NextDouble() - 0.5) * (b.NextDouble() - 0.5) * 12;
            }

            Assert.InRange(sum / 4096, -5.0 / 64, 5.0 / 64);
        }
    }

    [Fact]
    public void ValuesFillTheirRangeEvenly()
    {
        CounterRandom stream = CounterRandom.For(9, 0, 0, 0);
        int[] counts = new int[10];
        for (int i = 0; i < 100_000; i++)
        {
            counts[stream.Next(10)]++;
        }

        // Chi-squared with 9 degrees of freedom is above 33.7 once in ten thousand.
        Assert.True(counts.Sum(count => (count - 10_000) * (count - 10_000) / 10_000.0) < 33.7);
    }
}
