using SessionService.Listen.Dsp;

namespace SessionService.Listen.Analysis;

/// <summary>
/// How strong each pitch class is over time. Only spectral peaks between <see cref="Lowest"/> and <see cref="Highest"/>
/// count, each at its interpolated frequency: the noise of drums has few of them, and a peak between two semitones
/// counts for neither.
/// </summary>
public sealed class Chromagram
{
    /// <summary>Lowest frequency that counts, hertz.</summary>
    public const double Lowest = 60;

    /// <summary>Highest frequency that counts, hertz: above it overtones outnumber fundamentals.</summary>
    public const double Highest = 2_100;

    private const double Tolerance = 0.25;
    private const float QuietestShare = 1e-4f;
    private readonly float[] values;

    private Chromagram(int frames, double frameRate)
    {
        values = new float[12 * frames];
        (Frames, FrameRate) = (frames, frameRate);
    }

    /// <summary>Number of frames.</summary>
    public int Frames { get; }

    /// <summary>Frames in a second.</summary>
    public double FrameRate { get; }

    /// <summary>Strengths of the twelve classes, 0 is C; amplitudes, not normalised.</summary>
    /// <param name="frame">Index.</param>
    public ReadOnlySpan<float> this[int frame] => values.AsSpan(12 * frame, 12);

    /// <summary>Folds a spectrogram. Frames of a third of a second tell semitones apart from about 70 Hz on.</summary>
    /// <param name="spectra">Spectra.</param>
    public static Chromagram Of(PowerSpectrogram spectra)
    {
        Chromagram chroma = new(spectra.Frames, spectra.FrameRate);
        int low = (int)Math.Ceiling(Lowest / spectra.BinHertz), high = (int)(Highest / spectra.BinHertz);
        for (int frame = 0; frame < spectra.Frames; frame++)
        {
            Fold(spectra[frame], low, high, spectra.BinHertz, chroma.values.AsSpan(12 * frame, 12));
        }

        return chroma;
    }

    /// <summary>Mean of frames that sum to 1 each; frames of silence are left out.</summary>
    /// <param name="fromSeconds">Start.</param>
    /// <param name="toSeconds">End.</param>
    /// <returns>Twelve shares that sum to 1, or zeros where all is silent.</returns>
    public double[] Mean(double fromSeconds = 0, double toSeconds = double.MaxValue)
    {
        double[] mean = new double[12];
        int first = Math.Max(0, (int)(fromSeconds * FrameRate));
        int last = (int)Math.Min(Frames, Math.Ceiling(toSeconds * FrameRate));
        double counted = 0;
        for (int frame = first; frame < last; frame++)
        {
            double sum = 0;
            foreach (float value in this[frame])
            {
                sum += value;
            }

            if (sum < 1e-4)
            {
                continue;
            }

            counted++;
            for (int c = 0; c < 12; c++)
            {
                mean[c] += this[frame][c] / sum;
            }
        }

        for (int c = 0; c < 12 && counted > 0; c++)
        {
            mean[c] /= counted;
        }

        return mean;
    }

    /// <summary>Share of the strength that lies in a set of pitch classes, 0..1; a uniform chroma has the set's size over 12.</summary>
    /// <param name="shares">Twelve shares.</param>
    /// <param name="mask">Bit n is set where class n belongs to the set.</param>
    public static double ShareIn(ReadOnlySpan<double> shares, int mask)
    {
        double inside = 0, all = 0;
        for (int c = 0; c < 12; c++)
        {
            all += shares[c];
            inside += (mask >> c & 1) != 0 ? shares[c] : 0;
        }

        return all > 0 ? inside / all : 0;
    }

    private static void Fold(ReadOnlySpan<float> power, int low, int high, double binHertz, Span<float> into)
    {
        float loudest = 1e-10f;
        for (int k = low; k <= high; k++)
        {
            loudest = Math.Max(loudest, power[k]);
        }

        for (int k = low; k <= high; k++)
        {
            if (power[k] < loudest * QuietestShare || power[k] <= power[k - 1] || power[k] < power[k + 1])
            {
                continue;
            }

            // A parabola through the logarithms of the peak and its neighbours finds the frequency between bins.
            double left = Math.Log(power[k - 1] + 1e-20), peak = Math.Log(power[k]), right = Math.Log(power[k + 1] + 1e-20);
            double shift = 0.5 * (left - right) / (left - (2 * peak) + right);
            double key = 69 + (12 * Math.Log2((k + shift) * binHertz / 440));
            double off = key - Math.Round(key);
            if (Math.Abs(off) <= 2 * Tolerance)
            {
                double fit = Math.Exp(-0.5 * off * off / (Tolerance * Tolerance));
                into[(int)Math.Round(key) % 12] += (float)(Math.Sqrt(power[k]) * fit);
            }
        }
    }
}
