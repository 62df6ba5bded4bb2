using SessionService.Listen.Dsp;

namespace SessionService.Listen.Analysis;

/// <summary>
/// How much begins at each moment: the rise of the logarithmic spectrum in bands (spectral flux, Bello et al. 2005), each
/// band against the loudest of its neighbours a moment before, so that vibrato is no onset (Böck and Widmer 2013).
/// </summary>
public sealed class OnsetStrength
{
    /// <summary>Values in a second.</summary>
    public const int FrameRate = 100;

    private const int FrameLength = 1024;
    private const int Bands = 48;
    private const int Lag = 2;

    // The rise is greatest this long before an attack is in the middle of the frame (measured with clicks).
    private const double LeadSeconds = 0.0035;

    private OnsetStrength(float[] values)
    {
        Values = values;
    }

    /// <summary>Strength over time; its mean is 1 unless all is silent.</summary>
    public float[] Values { get; }

    /// <summary>Time of a value, seconds.</summary>
    /// <param name="index">Index, may lie between two.</param>
    public static double SecondsOf(double index) => (index / FrameRate) + LeadSeconds;

    /// <summary>Index of a time.</summary>
    /// <param name="seconds">Time.</param>
    public static double IndexOf(double seconds) => (seconds - LeadSeconds) * FrameRate;

    /// <summary>Measures a signal.</summary>
    /// <param name="mono">One channel at <see cref="HalfRate.Hertz"/>.</param>
    public static OnsetStrength Of(ReadOnlySpan<float> mono)
    {
        PowerSpectrogram spectra = PowerSpectrogram.Of(mono, HalfRate.Hertz, FrameLength, HalfRate.Hertz / FrameRate);
        int[] edges = Edges(spectra.BinHertz, spectra.Bins);
        int bands = edges.Length - 1;
        float[] levels = new float[spectra.Frames * bands];
        for (int frame = 0; frame < spectra.Frames; frame++)
        {
            Levels(spectra[frame], edges, levels.AsSpan(frame * bands, bands));
        }

        float[] strength = new float[spectra.Frames];
        double sum = 0;
        for (int frame = Lag; frame < spectra.Frames; frame++)
        {
            strength[frame] = Rise(levels.AsSpan((frame - Lag) * bands, bands), levels.AsSpan(frame * bands, bands));
            sum += strength[frame];
        }

        float scale = sum > 1e-6 ? (float)(strength.Length / sum) : 0;
        for (int i = 0; i < strength.Length; i++)
        {
            strength[i] *= scale;
        }

        return new OnsetStrength(strength);
    }

    /// <summary>
    /// Times of onsets, seconds: local maxima that stand out from their surroundings (Dixon 2006).
    /// </summary>
    /// <param name="threshold">How far above the mean of 170 ms around, in units of the mean strength.</param>
    public List<double> Peaks(double threshold = 1.0)
    {
        List<double> peaks = [];
        for (int i = 3; i < Values.Length - 3; i++)
        {
            bool highest = true;
            for (int k = -3; k <= 3 && highest; k++)
            {
                highest = Values[i] > Values[i + k] || k == 0 || (k > 0 && Values[i] >= Values[i + k]);
            }

            if (highest && Values[i] >= MeanAround(i) + threshold)
            {
                double left = Values[i - 1], peak = Values[i], right = Values[i + 1];
                double bend = left - (2 * peak) + right;
                peaks.Add(SecondsOf(i + (bend < 0 ? 0.5 * (left - right) / bend : 0)));
            }
        }

        return peaks;
    }

    private double MeanAround(int index)
    {
        int from = Math.Max(0, index - 10), to = Math.Min(Values.Length, index + 8);
        double sum = 0;
        for (int i = from; i < to; i++)
        {
            sum += Values[i];
        }

        return sum / (to - from);
    }

    private static float Rise(ReadOnlySpan<float> before, ReadOnlySpan<float> now)
    {
        float sum = 0;
        for (int b = 0; b < now.Length; b++)
        {
            float reference = Math.Max(before[b], Math.Max(before[Math.Max(0, b - 1)], before[Math.Min(now.Length - 1, b + 1)]));
            sum += Math.Max(0, now[b] - reference);
        }

        return sum;
    }

    private static void Levels(ReadOnlySpan<float> power, int[] edges, Span<float> into)
    {
        for (int b = 0; b < into.Length; b++)
        {
            float sum = 0;
            for (int k = edges[b]; k < edges[b + 1]; k++)
            {
                sum += power[k];
            }

            into[b] = MathF.Log(1 + (1_000 * MathF.Sqrt(sum)));
        }
    }

    // Edges in bins, evenly spaced in pitch where bins are fine enough.
    private static int[] Edges(double binHertz, int bins)
    {
        List<int> edges = [];
        for (int b = 0; b <= Bands; b++)
        {
            int bin = (int)Math.Round(40 * Math.Pow(11_500 / 40.0, (double)b / Bands) / binHertz);
            bin = edges.Count > 0 ? Math.Max(bin, edges[^1] + 1) : Math.Max(1, bin);
            edges.Add(Math.Min(bin, bins));
        }

        return [.. edges.Distinct()];
    }
}
