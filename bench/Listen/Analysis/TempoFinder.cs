namespace SessionService.Listen.Analysis;

/// <summary>A tempo found in audio.</summary>
/// <param name="Bpm">Beats a minute; 0 where nothing repeats.</param>
/// <param name="Strength">Autocorrelation at the period against that at no lag, 0..1.</param>
public readonly record struct HeardTempo(double Bpm, double Strength);

/// <summary>
/// Finds the tempo of onset strength: the autocorrelation, weighed by how readily listeners tap a period (a bell over
/// log time about half a second, after Ellis 2007), then refined by its multiples.
/// </summary>
public static class TempoFinder
{
    private const double PreferredSeconds = 0.5;
    private const double WidthOctaves = 0.9;
    private const int Multiples = 8;
    private const double Slowest = 1.6;
    private const double Fastest = 0.24;

    /// <summary>Finds it.</summary>
    /// <param name="onsets">Onset strength.</param>
    public static HeardTempo Find(OnsetStrength onsets)
    {
        float[] centred = Centred(onsets.Values);
        int most = Math.Min(centred.Length / 2, (int)(Multiples * Slowest * OnsetStrength.FrameRate) + 4);
        double[] correlation = Autocorrelation(centred, most);
        if (correlation.Length < OnsetStrength.FrameRate || correlation[0] <= 0)
        {
            return new HeardTempo(0, 0);
        }

        double best = 0, bestScore = 0;
        for (double lag = Fastest * OnsetStrength.FrameRate; lag <= Slowest * OnsetStrength.FrameRate; lag += 0.25)
        {
            double octaves = Math.Log2(lag / OnsetStrength.FrameRate / PreferredSeconds);
            double score = Comb(correlation, lag, 4) * Math.Exp(-0.5 * octaves * octaves / (WidthOctaves * WidthOctaves));
            (best, bestScore) = score > bestScore ? (lag, score) : (best, bestScore);
        }

        if (best <= 0)
        {
            return new HeardTempo(0, 0);
        }

        double refined = Refine(correlation, best);
        return new HeardTempo(60 * OnsetStrength.FrameRate / refined, Math.Clamp(At(correlation, refined) / correlation[0], 0, 1));
    }

    /// <summary>
    /// How far a tempo is from another, as a share, where the double and the half count as the same: those are the levels
    /// of a metre that listeners and programs choose between.
    /// </summary>
    /// <param name="found">The tempo found.</param>
    /// <param name="right">The right one.</param>
    /// <returns>The share, and the factor that was forgiven (1, 2 or 0.5).</returns>
    public static (double Share, double Factor) Deviation(double found, double right)
    {
        (double, double) best = (double.IsNaN(found) ? double.NaN : double.PositiveInfinity, 1);
        foreach (double factor in (double[])[1, 2, 0.5])
        {
            double share = Math.Abs((found / (right * factor)) - 1);
            best = share < best.Item1 ? (share, factor) : best;
        }

        return best;
    }

    // Slow swells would correlate at every lag: what lies above half a second's mean is kept.
    private static float[] Centred(float[] values)
    {
        float[] result = new float[values.Length];
        const int Half = OnsetStrength.FrameRate / 2;
        double sum = 0;
        int from = 0, to = 0;
        for (int i = 0; i < values.Length; i++)
        {
            for (; to < Math.Min(values.Length, i + Half); to++)
            {
                sum += values[to];
            }

            for (; from < i - Half; from++)
            {
                sum -= values[from];
            }

            result[i] = (float)(values[i] - (sum / (to - from)));
        }

        return result;
    }

    private static double[] Autocorrelation(float[] x, int most)
    {
        double[] result = new double[Math.Max(0, most)];
        for (int lag = 0; lag < result.Length; lag++)
        {
            double sum = 0;
            for (int i = lag; i < x.Length; i++)
            {
                sum += x[i] * x[i - lag];
            }

            result[lag] = sum / (x.Length - lag);
        }

        return result;
    }

    private static double Refine(double[] correlation, double lag)
    {
        double best = lag, bestScore = double.NegativeInfinity;
        for (double candidate = lag * 0.96; candidate <= lag * 1.04; candidate += lag * 0.0002)
        {
            double score = Comb(correlation, candidate, Multiples);
            (best, bestScore) = score > bestScore ? (candidate, score) : (best, bestScore);
        }

        return best;
    }

    private static double Comb(double[] correlation, double lag, int multiples)
    {
        double sum = 0;
        int count = 0;
        for (int k = 1; k <= multiples && (k * lag) + 1 < correlation.Length; k++)
        {
            sum += At(correlation, k * lag);
            count++;
        }

        return count > 0 ? sum / count : 0;
    }

    private static double At(double[] correlation, double lag)
    {
        int below = (int)lag;
        double share = lag - below;
        return below + 1 < correlation.Length ? (correlation[below] * (1 - share)) + (correlation[below + 1] * share) : 0;
    }
}
