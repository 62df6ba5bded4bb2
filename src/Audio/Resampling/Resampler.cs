namespace SessionService.Audio.Resampling;

/// <summary>
/// Changes the sample rate of a piece of sound by a ratio of whole numbers: a windowed sinc in as many phases as there are places
/// between samples (Kaiser and Schafer, "On the use of the I0-sinh window", IEEE Trans. ASSP 1980). Without delay: sample n of the
/// output lies at the time of sample n · from / to of the input. Outside the piece the input counts as silence.
/// Immutable: one serves any number of threads.
/// </summary>
public sealed class Resampler
{
    // Zero crossings on either side: flat up to 0.87 of the lower Nyquist frequency, and below −90 dB from 1.05 of it on.
    private const int Crossings = 32;
    private const double Beta = 9;
    private const double Passband = 0.96;

    private readonly int up;
    private readonly int down;
    private readonly int reach;
    private readonly float[][] phases;

    /// <summary>Prepares a ratio.</summary>
    /// <param name="from">Rate of the input, Hz.</param>
    /// <param name="to">Rate of the output, Hz.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not positive, or there are more than 4,096 places between samples.</exception>
    public Resampler(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(from);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(to);
        int common = Divisor(from, to);
        (up, down) = (to / common, from / common);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(up, 4_096, nameof(to));
        double cutoff = Passband * Math.Min(1, (double)up / down);
        reach = up == down ? 0 : (int)Math.Ceiling(Crossings / cutoff);
        phases = [.. Enumerable.Range(0, up).Select(phase => Phase(phase / (double)up, cutoff))];
    }

    /// <summary>Input samples on either side that an output sample depends on.</summary>
    public int Reach => reach;

    /// <summary>Samples that so much input becomes.</summary>
    public int LengthOf(int input) => checked((int)((((long)input * up) + down - 1) / down));

    /// <summary>Resamples a piece.</summary>
    /// <param name="input">The piece, one channel.</param>
    /// <param name="output">Takes as many samples as it is long, at most <see cref="LengthOf"/>; does not overlap the input.</param>
    public void Process(ReadOnlySpan<float> input, Span<float> output)
    {
        for (int n = 0; n < output.Length; n++)
        {
            long place = (long)n * down;
            int at = (int)(place / up);
            float[] taps = phases[(int)(place % up)];
            int first = Math.Max(0, reach - at);
            int last = Math.Min(taps.Length, input.Length - at + reach);
            float sum = 0;
            for (int i = first; i < last; i++)
            {
                sum += taps[i] * input[at - reach + i];
            }

            output[n] = sum;
        }
    }

    // Weights of the input samples around a place that lies a share of a sample behind one of them; they add up to one, so that
    // what stands still stays as it is.
    private float[] Phase(double share, double cutoff)
    {
        if (reach == 0)
        {
            return [1];
        }

        double[] taps = new double[(2 * reach) + 1];
        double sum = 0;
        for (int i = 0; i < taps.Length; i++)
        {
            double x = i - reach - share;
            double inside = Math.Max(0, 1 - (x / (reach + 1) * (x / (reach + 1))));
            double angle = Math.PI * x * cutoff;
            taps[i] = (Math.Abs(angle) < 1e-12 ? 1 : Math.Sin(angle) / angle) * Bessel(Beta * Math.Sqrt(inside));
            sum += taps[i];
        }

        return [.. taps.Select(tap => (float)(tap / sum))];
    }

    private static double Bessel(double x)
    {
        double sum = 1, term = 1;
        for (int k = 1; term > 1e-12 * sum; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }

    private static int Divisor(int a, int b) => b == 0 ? a : Divisor(b, a % b);
}
