namespace SessionService.Listen.Dsp;

/// <summary>
/// Power spectra of windowed frames (Hann). Two frames go through one complex transform: the spectrum of a real frame is
/// the even or the odd part of the sum's. A sine of full scale reads 1 at its bin, whatever the length.
/// </summary>
public sealed class FramePower
{
    private readonly Fft fft;
    private readonly float[] window;
    private readonly float[] re;
    private readonly float[] im;

    /// <summary>Makes buffers for frames of one length.</summary>
    /// <param name="length">A power of two.</param>
    public FramePower(int length)
    {
        fft = new Fft(length);
        window = new float[length];
        re = new float[length];
        im = new float[length];
        for (int i = 0; i < length; i++)
        {
            // Scaled so that a sine's peak bin reads its amplitude: the window's mean is one half, a bin holds half of it.
            window[i] = (float)((0.5 - (0.5 * Math.Cos(2 * Math.PI * i / length))) * 4 / length);
        }
    }

    /// <summary>Samples of a frame.</summary>
    public int Length => fft.Length;

    /// <summary>Bins of a spectrum, 0 Hz to half the rate.</summary>
    public int Bins => (fft.Length / 2) + 1;

    /// <summary>Spectra of two frames, with their cross spectrum where it is asked for.</summary>
    /// <param name="first">A frame.</param>
    /// <param name="second">Another.</param>
    /// <param name="firstPower">Receives <see cref="Bins"/> powers.</param>
    /// <param name="secondPower">Receives <see cref="Bins"/> powers.</param>
    /// <param name="cross">Empty, or receives the real part of the first times the conjugate of the second.</param>
    public void Pair(
        ReadOnlySpan<float> first, ReadOnlySpan<float> second, Span<float> firstPower, Span<float> secondPower, Span<float> cross = default)
    {
        for (int i = 0; i < window.Length; i++)
        {
            re[i] = first[i] * window[i];
            im[i] = second[i] * window[i];
        }

        fft.Transform(re, im);
        for (int k = 0; k < Bins; k++)
        {
            int mirror = (Length - k) & (Length - 1);
            float aRe = 0.5f * (re[k] + re[mirror]), aIm = 0.5f * (im[k] - im[mirror]);
            float bRe = 0.5f * (im[k] + im[mirror]), bIm = 0.5f * (re[mirror] - re[k]);
            firstPower[k] = (aRe * aRe) + (aIm * aIm);
            secondPower[k] = (bRe * bRe) + (bIm * bIm);
            if (!cross.IsEmpty)
            {
                cross[k] = (aRe * bRe) + (aIm * bIm);
            }
        }
    }
}
