using System.Numerics;

namespace SessionService.Synthesis.Tests.Support;

/// <summary>A plain radix-2 Fourier transform and what is read from it.</summary>
internal static class Spectrum
{
    /// <summary>Magnitudes of bins 0 to n/2 under a Blackman-Harris window; a full-scale sine reads about 1.</summary>
    public static double[] Of(ReadOnlySpan<float> signal)
    {
        int n = signal.Length;
        Complex[] x = new Complex[n];
        for (int i = 0; i < n; i++)
        {
            double t = 2 * Math.PI * i / n;
            double window = 0.35875 - (0.48829 * Math.Cos(t)) + (0.14128 * Math.Cos(2 * t)) - (0.01168 * Math.Cos(3 * t));
            x[i] = signal[i] * window / (0.35875 * n / 2);
        }

        Transform(x);
        return [.. x.Take((n / 2) + 1).Select(c => c.Magnitude)];
    }

    /// <summary>The transform, in place; the length is a power of two.</summary>
    public static void Transform(Complex[] x)
    {
        int n = x.Length;
        for (int i = 1, j = 0; i < n; i++)
        {
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1)
            {
                j ^= bit;
            }

            j ^= bit;
            if (i < j)
            {
                (x[i], x[j]) = (x[j], x[i]);
            }
        }

        for (int size = 2; size <= n; size *= 2)
        {
            for (int start = 0; start < n; start += size)
            {
                for (int k = 0; k < size / 2; k++)
                {
                    Complex turn = Complex.FromPolarCoordinates(1, -2 * Math.PI * k / size);
                    Complex even = x[start + k], odd = x[start + k + (size / 2)] * turn;
                    x[start + k] = even + odd;
                    x[start + k + (size / 2)] = even - odd;
                }
            }
        }
    }

    /// <summary>Power-weighted mean frequency within a share of a frequency.</summary>
    public static double Centroid(double[] magnitudes, double hertz, double share)
    {
        double binHertz = 48_000.0 / (2 * (magnitudes.Length - 1)), weight = 0, sum = 0;
        for (int i = (int)(hertz * (1 - share) / binHertz); i <= hertz * (1 + share) / binHertz; i++)
        {
            weight += magnitudes[i] * magnitudes[i];
            sum += magnitudes[i] * magnitudes[i] * i * binHertz;
        }

        return sum / weight;
    }
}
