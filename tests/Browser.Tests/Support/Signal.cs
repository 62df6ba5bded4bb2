using System.Numerics;

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
        float[] wanted = Floats(pattern);
        float[] all = Floats(signal);
        double energy = Dot(wanted, wanted);
        double within = Dot(all.AsSpan(0, wanted.Length), all.AsSpan(0, wanted.Length));
        (int Lag, double Correlation) best = (0, -1);
        for (int lag = 0; lag + wanted.Length <= all.Length; lag++)
        {
            double correlation = Dot(wanted, all.AsSpan(lag, wanted.Length)) / Math.Sqrt((energy * within) + 1e-9);
            if (correlation > best.Correlation)
            {
                best = (lag, correlation);
            }

            if (lag + wanted.Length < all.Length)
            {
                double leaving = all[lag];
                double coming = all[lag + wanted.Length];
                within += (coming * coming) - (leaving * leaving);
            }
        }

        return best;
    }

    /// <summary>The beginning of a signal as it sounds when it is played at another rate.</summary>
    public static short[] AtRate(ReadOnlySpan<short> mono, double rate, int count)
    {
        short[] played = new short[count];
        for (int i = 0; i < count; i++)
        {
            double place = i * rate;
            int at = (int)place;
            played[i] = (short)Math.Round(mono[at] + ((mono[at + 1] - mono[at]) * (place - at)));
        }

        return played;
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector<float> sums = Vector<float>.Zero;
        int i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            sums += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        }

        double sum = Vector.Sum(sums);
        for (; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static float[] Floats(ReadOnlySpan<short> samples)
    {
        float[] floats = new float[samples.Length];
        for (int i = 0; i < floats.Length; i++)
        {
            floats[i] = samples[i] / 32768f;
        }

        return floats;
    }
}
