using SessionService.Music.Composition;
using SessionService.Music.Time;

namespace SessionService.Music.Tests.Composition;

public sealed class BarGridTests
{
    // Strengths by digit, then the sixteen-step cells shown in base 16, a dot where a pattern is silent.
    [Theory]
    [InlineData(4, 4, "4010201030102010", "0123456789abcdef", 1920)]
    [InlineData(3, 4, "401020103010", "012389abcdef", 1920)]
    [InlineData(6, 8, "401010301010", "0.2.234.6.67", 1440)]
    [InlineData(7, 8, "40102010301010", "012389abc.e.ef", 1920)]
    [InlineData(5, 4, "40102010201030102010", "0123456789ab89abcdef", 2880)]
    [InlineData(2, 4, "40103010", "01234567", 960)]
    [InlineData(1, 4, "4010", "0123", 0)]
    [InlineData(1, 16, "4", "0", 0)]
    public void MetresShowTheirPartOfAPattern(int beats, int unit, string strengths, string cells, int halfTick)
    {
        BarGrid grid = BarGrid.Of(new Metre(beats, unit));
        Assert.Equal(strengths, string.Concat(Enumerable.Range(0, grid.Steps).Select(step => grid.Strength(step))));
        Assert.Equal(cells, string.Concat(Enumerable.Range(0, grid.Steps).Select(step => grid.Cell(step) < 0 ? "." : grid.Cell(step).ToString("x", null))));
        Assert.Equal(halfTick, grid.HalfTick);
    }

    [Fact]
    public void EveryMetreFillsItsBar()
    {
        for (int beats = 1; beats <= 16; beats++)
        {
            foreach (int unit in new[] { 2, 4, 8, 16 })
            {
                BarGrid grid = BarGrid.Of(new Metre(beats, unit));
                Assert.Equal(grid.BarTicks, grid.Steps * BarGrid.StepTicks);
                Assert.Equal(grid.Steps, grid.GroupStart(grid.Groups));
                Assert.Equal(4, grid.Strength(0));
                Assert.All(Enumerable.Range(0, grid.Steps), step => Assert.InRange(grid.Cell(step), BarGrid.NoCell, 15));
                Assert.Equal(0, grid.Cell(0) % 4);
            }
        }
    }

    [Fact]
    public void SwingDelaysTheSecondSixteenthOnly()
    {
        BarGrid grid = BarGrid.Of(Metre.Common);
        Assert.Equal([0, 288, 480, 768, 960], Enumerable.Range(0, 5).Select(step => grid.TickOf(step, 0.6)));
        Assert.Equal(3840, grid.TickOf(16, 0.6));
        Assert.Equal(240, BarGrid.Of(new Metre(6, 8)).TickOf(1, 0.6));
    }
}
