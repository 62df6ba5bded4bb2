using SessionService.Music.Composition;
using SessionService.Music.Theory;

namespace SessionService.Listen.Analysis;

/// <summary>A key as listeners hear it.</summary>
/// <param name="Tonic">Pitch class, 0 is C.</param>
/// <param name="IsMinor">Minor or major.</param>
/// <param name="Fit">Correlation with the key's profile, −1..1.</param>
public readonly record struct HeardKey(int Tonic, bool IsMinor, double Fit)
{
    private static readonly string[] Names = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];

    /// <summary>Its name, such as <c>Eb minor</c>.</summary>
    public string Name => Names[Tonic] + (IsMinor ? " minor" : " major");
}

/// <summary>
/// Finds the key of a chroma by the profiles that Krumhansl and Kessler measured with listeners (1982): the key whose
/// profile correlates best.
/// </summary>
public static class KeyFinder
{
    private static readonly double[] Major = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88];
    private static readonly double[] Minor = [6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17];

    /// <summary>The best of the 24 keys.</summary>
    /// <param name="chroma">Twelve strengths.</param>
    public static HeardKey Find(ReadOnlySpan<double> chroma)
    {
        HeardKey best = new(0, false, double.NegativeInfinity);
        for (int tonic = 0; tonic < 12; tonic++)
        {
            foreach (bool minor in (bool[])[false, true])
            {
                double fit = Correlation(chroma, minor ? Minor : Major, tonic);
                best = fit > best.Fit ? new HeardKey(tonic, minor, fit) : best;
            }
        }

        return best;
    }

    /// <summary>
    /// How near a found key is to the right one, by the weights of the MIREX key task: 1 the same, 0.5 a fifth away, 0.3
    /// the relative, 0.2 the parallel key, else 0. The profiles know major and minor alone: for another mode the key that
    /// has the same notes counts as its relative. Beyond MIREX, the closely related keys of the textbooks, whose
    /// signature differs by one accidental, count 0.2: music that visits them may leave that impression.
    /// </summary>
    /// <param name="found">The key found.</param>
    /// <param name="right">The right key.</param>
    public static double Score(HeardKey found, Key right)
    {
        bool isMinor = right.Mode.IsMinor();
        int up = PitchClass.Of(found.Tonic - right.Tonic);
        if (found.IsMinor == isMinor && up is 0 or 5 or 7)
        {
            return up == 0 ? 1 : 0.5;
        }

        int fifths = Math.Abs(Fifths(found) - Fifths(right));
        return Math.Min(fifths, 12 - fifths) switch
        {
            0 => 0.3,
            1 => 0.2,
            _ => up == 0 ? 0.2 : 0,
        };
    }

    // Place on the circle of fifths of the major key with the same notes: 0 is C, 1 is G.
    private static int Fifths(HeardKey key) => PitchClass.Of(7 * (key.Tonic + (key.IsMinor ? 3 : 0)));

    private static int Fifths(Key key) => PitchClass.Of(7 * (key.Tonic + key.Mode.Parent() switch
    {
        Mode.Dorian => 10,
        Mode.Phrygian => 8,
        Mode.Lydian => 7,
        Mode.Mixolydian => 5,
        Mode.Minor or Mode.HarmonicMinor => 3,
        _ => 0,
    }));

    private static double Correlation(ReadOnlySpan<double> chroma, double[] profile, int tonic)
    {
        double meanX = 0, meanY = 0;
        for (int c = 0; c < 12; c++)
        {
            meanX += chroma[c] / 12;
            meanY += profile[c] / 12;
        }

        double xy = 0, xx = 0, yy = 0;
        for (int c = 0; c < 12; c++)
        {
            double x = chroma[(c + tonic) % 12] - meanX, y = profile[c] - meanY;
            xy += x * y;
            xx += x * x;
            yy += y * y;
        }

        return xx > 0 ? xy / Math.Sqrt(xx * yy) : 0;
    }
}
