namespace SessionService.Audio.Loudness;

/// <summary>
/// Energies of blocks above the absolute gate, counted in bins of 0.01 LU with their exact sums: a programme of any
/// length in fixed memory. Only the one bin that a relative threshold falls into is decided as a whole.
/// </summary>
internal sealed class LoudnessHistogram
{
    private const double Lowest = -70;
    private const double BinsPerLu = 100;
    private const int Bins = 11_000;

    private readonly long[] _counts = new long[Bins];
    private readonly double[] _sums = new double[Bins];

    public void Reset()
    {
        Array.Clear(_counts);
        Array.Clear(_sums);
    }

    /// <summary>Adds a block; one below -70 LUFS is gated out (BS.1770-4 Annex 1, equation 4).</summary>
    public void Add(double energy)
    {
        double loudness = LoudnessMeter.ToLoudness(energy);
        if (!(loudness > Lowest))
        {
            return;
        }

        int bin = Math.Min(Bins - 1, (int)((loudness - Lowest) * BinsPerLu));
        _counts[bin]++;
        _sums[bin] += energy;
    }

    /// <summary>Mean energy of the blocks above a threshold in LUFS; 0 where there is none.</summary>
    public double MeanAbove(double threshold)
    {
        long count = 0;
        double sum = 0;
        for (int bin = FirstAbove(threshold); bin < Bins; bin++)
        {
            count += _counts[bin];
            sum += _sums[bin];
        }

        return count == 0 ? 0 : sum / count;
    }

    /// <summary>Loudness at a fraction (0..1) of the blocks above a threshold, by nearest rank; NaN where there is none.</summary>
    public double Percentile(double threshold, double fraction)
    {
        int first = FirstAbove(threshold);
        long count = 0;
        for (int bin = first; bin < Bins; bin++)
        {
            count += _counts[bin];
        }

        if (count == 0)
        {
            return double.NaN;
        }

        long rank = (long)Math.Round((count - 1) * fraction, MidpointRounding.AwayFromZero);
        for (int bin = first; bin < Bins; bin++)
        {
            rank -= _counts[bin];
            if (rank < 0)
            {
                return LoudnessMeter.ToLoudness(_sums[bin] / _counts[bin]);
            }
        }

        throw new InvalidOperationException("A rank lies within the count.");
    }

    // The bin that holds the threshold counts as above when its own mean is.
    private int FirstAbove(double threshold)
    {
        if (!(threshold > Lowest))
        {
            return 0;
        }

        int bin = Math.Min(Bins - 1, (int)((threshold - Lowest) * BinsPerLu));
        bool above = _counts[bin] > 0 && LoudnessMeter.ToLoudness(_sums[bin] / _counts[bin]) > threshold;
        return above ? bin : bin + 1;
    }
}
