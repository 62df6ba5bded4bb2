using SessionService.Render;

namespace SessionService.Synthesis.Tests;

/// <summary>A harder stroke is another sound, not only a louder one.</summary>
public class TimbreTests
{
    public static TheoryData<string> All => [.. InstrumentCatalogue.Names];

    [Theory]
    [MemberData(nameof(All))]
    public void Hard_strokes_are_brighter(string name)
    {
        double soft = Centre(Levels.Stem(name, 40, 2)), hard = Centre(Levels.Stem(name, 110, 2));
        Assert.True(hard > 1.05 * soft, $"soft {soft:F0} Hz, hard {hard:F0} Hz");
    }

    /// <summary>
    /// The centre of the power spectrum, Hz: the root of its second moment, which is the power of the difference between
    /// neighbours over the power.
    /// </summary>
    private static double Centre(float[] stereo)
    {
        double power = 0, difference = 0;
        for (int i = 2; i < stereo.Length; i++)
        {
            power += stereo[i] * stereo[i];
            difference += Math.Pow(stereo[i] - stereo[i - 2], 2);
        }

        return Math.Asin(Math.Min(1, Math.Sqrt(difference / power) / 2)) * 48_000 / Math.PI;
    }
}
