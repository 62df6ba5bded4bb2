namespace SessionService.Listen.Analysis;

/// <summary>
/// How alike the bars of a piece are (Foote 1999): the cosine of bar features, here pitch classes in quarters of the bar
/// and onset strength in sixteenths, each less its mean over all bars, so that what all bars share is not called alike.
/// </summary>
public sealed class SelfSimilarity
{
    private const int Slices = 4;
    private const int Steps = 16;
    private const double PitchWeight = 0.6;
    private readonly float[] values;

    private SelfSimilarity(int bars)
    {
        Bars = bars;
        values = new float[bars * bars];
    }

    /// <summary>Number of bars.</summary>
    public int Bars { get; }

    /// <summary>Whether a phrase of eight bars can have been followed by its return: in less, what does not return may yet.</summary>
    public bool HasTimeToReturn => Bars >= 16;

    /// <summary>Likeness of two bars, −1..1.</summary>
    /// <param name="a">A bar.</param>
    /// <param name="b">Another.</param>
    public float this[int a, int b] => values[(a * Bars) + b];

    /// <summary>Compares the bars of audio.</summary>
    /// <param name="barLines">Times of bar lines, seconds; the last is the end of the last bar.</param>
    /// <param name="chroma">Pitch classes.</param>
    /// <param name="onsets">Onset strength.</param>
    public static SelfSimilarity Of(IReadOnlyList<double> barLines, Chromagram chroma, OnsetStrength onsets)
    {
        int bars = Math.Max(0, barLines.Count - 1);
        double[][] pitch = [.. Enumerable.Range(0, bars).Select(bar => Pitch(barLines[bar], barLines[bar + 1], chroma))];
        double[][] rhythm = [.. Enumerable.Range(0, bars).Select(bar => Rhythm(barLines[bar], barLines[bar + 1], onsets))];
        Scale(pitch, PitchWeight);
        Scale(rhythm, 1 - PitchWeight);
        double[][] features = [.. pitch.Zip(rhythm, (p, r) => (double[])[.. p, .. r])];
        Centre(features);
        SelfSimilarity result = new(bars);
        for (int a = 0; a < bars; a++)
        {
            for (int b = 0; b < bars; b++)
            {
                result.values[(a * bars) + b] = (float)Dot(features[a], features[b]);
            }
        }

        return result;
    }

    /// <summary>
    /// How well bars return: the mean, over bars from the fifth on, of the likeness to that earlier bar, four or more bars
    /// before, that is most alike.
    /// </summary>
    public double Return()
    {
        double sum = 0;
        for (int bar = 4; bar < Bars; bar++)
        {
            double best = -1;
            for (int earlier = 0; earlier <= bar - 4; earlier++)
            {
                best = Math.Max(best, this[bar, earlier]);
            }

            sum += best;
        }

        return Bars > 4 ? sum / (Bars - 4) : 0;
    }

    /// <summary>The most alike that two spans are, as the mean likeness of their bars; 1 is a copy.</summary>
    /// <param name="span">Bars of a span.</param>
    /// <returns>−1 where no two spans fit.</returns>
    public double MostRepeated(int span)
    {
        double best = -1;
        for (int a = 0; a + (2 * span) <= Bars; a++)
        {
            for (int b = a + span; b + span <= Bars; b++)
            {
                double sum = 0;
                for (int k = 0; k < span; k++)
                {
                    sum += this[a + k, b + k];
                }

                best = Math.Max(best, sum / span);
            }
        }

        return best;
    }

    private static double[] Pitch(double from, double to, Chromagram chroma)
    {
        double[] result = new double[12 * Slices];
        for (int slice = 0; slice < Slices; slice++)
        {
            double[] mean = chroma.Mean(from + ((to - from) * slice / Slices), from + ((to - from) * (slice + 1) / Slices));
            mean.CopyTo(result, 12 * slice);
        }

        return result;
    }

    private static double[] Rhythm(double from, double to, OnsetStrength onsets)
    {
        double[] result = new double[Steps];
        for (int step = 0; step < Steps; step++)
        {
            double at = OnsetStrength.IndexOf(from + ((to - from) * step / Steps));
            for (int i = (int)at - 2; i <= (int)at + 3; i++)
            {
                result[step] = i >= 0 && i < onsets.Values.Length ? Math.Max(result[step], onsets.Values[i]) : result[step];
            }
        }

        return result;
    }

    // Brings the mean length of the rows to a weight: what hardly varies from bar to bar then hardly counts.
    private static void Scale(double[][] rows, double weight)
    {
        double mean = rows.Length > 0 ? rows.Average(row => Math.Sqrt(Dot(row, row))) : 0;
        foreach (double[] row in rows)
        {
            for (int i = 0; i < row.Length && mean > 1e-9; i++)
            {
                row[i] *= weight / mean;
            }
        }
    }

    private static void Centre(double[][] rows)
    {
        for (int column = 0; rows.Length > 0 && column < rows[0].Length; column++)
        {
            double mean = rows.Average(row => row[column]);
            foreach (double[] row in rows)
            {
                row[column] -= mean;
            }
        }

        foreach (double[] row in rows)
        {
            double norm = Math.Sqrt(Dot(row, row));
            for (int i = 0; i < row.Length && norm > 1e-9; i++)
            {
                row[i] /= norm;
            }
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
