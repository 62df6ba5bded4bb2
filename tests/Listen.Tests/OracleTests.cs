using SessionService.Listen.Oracles;

namespace SessionService.Listen.Tests;

/// <summary>How lists of beats are read.</summary>
public sealed class OracleTests
{
    [Fact]
    public void A_beat_left_out_does_not_change_the_tempo()
    {
        IEnumerable<string> lines = Enumerable.Range(0, 30).Where(i => i is not 7 and not 19).Select(i => FormattableString.Invariant($"{0.3 + (i * 0.5):0.000000}\t"));

        Assert.Equal(120, OracleReadings.BpmOf(string.Join('\n', lines)), 0.01);
    }

    [Fact]
    public void Few_beats_are_no_tempo()
    {
        Assert.True(double.IsNaN(OracleReadings.BpmOf("0.5\n1.0\n1.5\n")));
        Assert.True(double.IsNaN(OracleReadings.BpmOf("")));
    }
}
