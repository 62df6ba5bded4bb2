namespace SessionService.Listen.Dsp;

/// <summary>
/// The radix-2 Fourier transform of Cooley and Tukey, in place, with tables made once for a length. Not thread-safe only
/// as far as the caller's spans are.
/// </summary>
public sealed class Fft
{
    private readonly int[] swaps;
    private readonly float[] cosines;
    private readonly float[] sines;

    /// <summary>Makes the tables.</summary>
    /// <param name="length">A power of two, at least 2.</param>
    public Fft(int length)
    {
        if (length < 2 || (length & (length - 1)) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, "A power of two is needed.");
        }

        Length = length;
        swaps = new int[length];
        for (int i = 1; i < length; i++)
        {
            swaps[i] = (swaps[i >> 1] >> 1) | ((i & 1) == 0 ? 0 : length >> 1);
        }

        cosines = new float[length / 2];
        sines = new float[length / 2];
        for (int k = 0; k < length / 2; k++)
        {
            (double sine, double cosine) = Math.SinCos(-2 * Math.PI * k / length);
            (cosines[k], sines[k]) = ((float)cosine, (float)sine);
        }
    }

    /// <summary>Number of points.</summary>
    public int Length { get; }

    /// <summary>Transforms in place, unscaled.</summary>
    /// <param name="re">Real parts, <see cref="Length"/> of them.</param>
    /// <param name="im">Imaginary parts.</param>
    public void Transform(Span<float> re, Span<float> im)
    {
        for (int i = 1; i < Length; i++)
        {
            int j = swaps[i];
            if (i < j)
            {
                (re[i], re[j]) = (re[j], re[i]);
                (im[i], im[j]) = (im[j], im[i]);
            }
        }

        for (int half = 1, step = Length / 2; half < Length; half *= 2, step /= 2)
        {
            for (int start = 0; start < Length; start += 2 * half)
            {
                Butterflies(re.Slice(start, 2 * half), im.Slice(start, 2 * half), half, step);
            }
        }
    }

    private void Butterflies(Span<float> re, Span<float> im, int half, int step)
    {
        Span<float> upperRe = re[half..], upperIm = im[half..];
        for (int k = 0, t = 0; k < half; k++, t += step)
        {
            float c = cosines[t], s = sines[t];
            float oddRe = (upperRe[k] * c) - (upperIm[k] * s);
            float oddIm = (upperRe[k] * s) + (upperIm[k] * c);
            upperRe[k] = re[k] - oddRe;
            upperIm[k] = im[k] - oddIm;
            re[k] += oddRe;
            im[k] += oddIm;
        }
    }
}
