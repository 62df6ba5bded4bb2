namespace SessionService.Browser.Tests.Support;

/// <summary>Measures of samples. Stereo is interleaved.</summary>
internal static class Signal
{
    /// <summary>Root mean square in dB of full scale; −120 for silence.</summary>
    public static double LevelDb(ReadOnlySpan<short> samples)
    {
        double sum = 0;
        foreach (short sample in samples)
        {
            sum += (double)sample * sample;
        }

        return samples.Length == 0 || sum == 0 ? -120 : Math.Max(-120, 10 * Math.Log10(sum / samples.Length / (32768.0 * 32768.0)));
    }

    /// <summary>Index of the first stereo sample that differs; −1 where none does.</summary>
    public static int FirstDifference(ReadOnlySpan<short> a, ReadOnlySpan<short> b)
    {
        int count = Math.Min(a.Length, b.Length);
        int at = a[..count].CommonPrefixLength(b[..count]);
        return at == count ? -1 : at / 2;
    }

    /// <summary>Longest run of stereo samples below an amplitude.</summary>
    public static int LongestSilence(ReadOnlySpan<short> samples, int amplitude)
    {
        int longest = 0;
        int run = 0;
        for (int i = 0; i + 1 < samples.Length; i += 2)
        {
            run = Math.Abs((int)samples[i]) <= amplitude && Math.Abs((int)samples[i + 1]) <= amplitude ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    /// <summary>One channel of stereo.</summary>
    public static short[] Channel(ReadOnlySpan<short> stereo, int channel)
    {
        short[] mono = new short[stereo.Length / 2];
        for (int i = 0; i < mono.Length; i++)
        {
            mono[i] = stereo[(2 * i) + channel];
        }

        return mono;
    }

    /// <summary>
    /// Where a pattern fits best into a signal: the lag of the greatest normalised cross-correlation, and that value, 0..1.
    /// </summary>
    public static (int Lag, double Correlation) Find(ReadOnlySpan<short> pattern, ReadOnlySpan<short> signal)
    {
        double energy = Energy(pattern);
        double within = Energy(signal[..pattern.Length]);
        (int Lag, double Correlation) best = (0, -1);
        for (int lag = 0; lag + pattern.Length <= signal.Length; lag++)
        {
            double dot = 0;
            for (int i = 0; i < pattern.Length; i++)
            {
                dot += (double)pattern[i] * signal[lag + i];
            }

            double correlation = dot / Math.Sqrt((energy * within) + 1);
            if (correlation > best.Correlation)
            {
                best = (lag, correlation);
            }

            if (lag + pattern.Length < signal.Length)
            {
                double leaving = signal[lag];
                double coming = signal[lag + pattern.Length];
                within += (coming * coming) - (leaving * leaving);
            }
        }

        return best;
    }

    private static double Energy(ReadOnlySpan<short> samples)
    {
        double sum = 0;
        foreach (short sample in samples)
        {
            sum += (double)sample * sample;
        }

        return sum;
    }
}
