using SessionService.Listen.Dsp;

namespace SessionService.Listen.Analysis;

/// <summary>
/// The long-term average spectrum in third octaves (base ten, IEC 61260-1) and how its bands lie in the stereo field.
/// </summary>
public sealed class SpectralBalance
{
    private const int Length = 8_192;
    private const int Lowest = 13;
    private const int Highest = 43;
    private readonly double[] left = new double[Highest - Lowest + 1];
    private readonly double[] right = new double[Highest - Lowest + 1];
    private readonly double[] cross = new double[Highest - Lowest + 1];

    private SpectralBalance()
    {
    }

    /// <summary>Middle frequencies of the bands, hertz: 20 to 20 000.</summary>
    public static IReadOnlyList<double> Centres { get; } = [.. Enumerable.Range(Lowest, Highest - Lowest + 1).Select(n => Math.Pow(10, n / 10.0))];

    /// <summary>Level of a band against the sum of all, dB.</summary>
    /// <param name="band">Index into <see cref="Centres"/>.</param>
    public double LevelDb(int band) => Decibel.OfPower((left[band] + right[band]) / Math.Max(1e-12, left.Sum() + right.Sum()));

    /// <summary>Level of the octave about a middle frequency against the sum of all, dB.</summary>
    /// <param name="hertz">Middle of the octave.</param>
    public double OctaveDb(double hertz)
    {
        double sum = 0;
        foreach (int band in Within(hertz / Math.Sqrt(2), hertz * Math.Sqrt(2)))
        {
            sum += left[band] + right[band];
        }

        return Decibel.OfPower(sum / Math.Max(1e-12, left.Sum() + right.Sum()));
    }

    /// <summary>Fall of the power per hertz from 100 Hz to 4 kHz, dB per octave (a line by least squares); pink noise has −3.</summary>
    public double SlopeDbPerOctave()
    {
        double sumX = 0, sumY = 0, sumXx = 0, sumXy = 0, count = 0;
        foreach (int band in Within(95, 4_200))
        {
            double x = Math.Log2(Centres[band]), y = LevelDb(band) - (10 * Math.Log10(Centres[band]));
            (sumX, sumY, sumXx, sumXy, count) = (sumX + x, sumY + y, sumXx + (x * x), sumXy + (x * y), count + 1);
        }

        return ((count * sumXy) - (sumX * sumY)) / ((count * sumXx) - (sumX * sumX));
    }

    /// <summary>Correlation of the channels in a range, −1..1; 1 is mono. 1 where it is silent.</summary>
    /// <param name="low">Lowest frequency.</param>
    /// <param name="high">Highest frequency.</param>
    public double Correlation(double low, double high)
    {
        (double l, double r, double c) = Sum(low, high);
        return l * r > 1e-24 ? c / Math.Sqrt(l * r) : 1;
    }

    /// <summary>Energy of the sides against that of the middle in a range, dB.</summary>
    /// <param name="low">Lowest frequency.</param>
    /// <param name="high">Highest frequency.</param>
    public double SideToMidDb(double low, double high)
    {
        (double l, double r, double c) = Sum(low, high);
        double mid = l + r + (2 * c), side = l + r - (2 * c);
        return mid > 1e-12 ? Math.Max(-60, 10 * Math.Log10(Math.Max(side, 1e-12) / mid)) : -60;
    }

    /// <summary>Left against right, dB.</summary>
    public double LeaningDb() => 10 * Math.Log10(Math.Max(left.Sum(), 1e-12) / Math.Max(right.Sum(), 1e-12));

    /// <summary>Measures.</summary>
    /// <param name="stereo">Interleaved, 48 kHz.</param>
    public static SpectralBalance Of(ReadOnlySpan<float> stereo)
    {
        SpectralBalance balance = new();
        FramePower power = new(Length);
        float[] l = new float[Length], r = new float[Length];
        float[] lp = new float[power.Bins], rp = new float[power.Bins], cp = new float[power.Bins];
        double[] sumL = new double[power.Bins], sumR = new double[power.Bins], sumC = new double[power.Bins];
        for (int at = 0; at + (2 * Length) <= stereo.Length; at += Length)
        {
            for (int i = 0; i < Length; i++)
            {
                (l[i], r[i]) = (stereo[at + (2 * i)], stereo[at + (2 * i) + 1]);
            }

            power.Pair(l, r, lp, rp, cp);
            for (int k = 0; k < power.Bins; k++)
            {
                (sumL[k], sumR[k], sumC[k]) = (sumL[k] + lp[k], sumR[k] + rp[k], sumC[k] + cp[k]);
            }
        }

        for (int k = 1; k < power.Bins; k++)
        {
            balance.Spread(k * 48_000.0 / Length, 48_000.0 / Length, sumL[k], sumR[k], sumC[k]);
        }

        return balance;
    }

    // A bin's energy goes to the bands it covers, in proportion.
    private void Spread(double hertz, double width, double l, double r, double c)
    {
        double from = hertz - (width / 2), to = hertz + (width / 2);
        for (int band = 0; band < left.Length; band++)
        {
            double low = Centres[band] * Math.Pow(10, -0.05), high = Centres[band] * Math.Pow(10, 0.05);
            double share = (Math.Min(to, high) - Math.Max(from, low)) / width;
            if (share > 0)
            {
                left[band] += share * l;
                right[band] += share * r;
                cross[band] += share * c;
            }
        }
    }

    private (double Left, double Right, double Cross) Sum(double low, double high)
    {
        (double l, double r, double c) = (0, 0, 0);
        foreach (int band in Within(low, high))
        {
            (l, r, c) = (l + left[band], r + right[band], c + cross[band]);
        }

        return (l, r, c);
    }

    private static IEnumerable<int> Within(double low, double high)
    {
        for (int band = 0; band < Centres.Count; band++)
        {
            if (Centres[band] >= low && Centres[band] <= high)
            {
                yield return band;
            }
        }
    }
}
