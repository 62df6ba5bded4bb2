namespace SessionService.Listen.Tests.Support;

/// <summary>Signals whose measures are known.</summary>
internal static class Signals
{
    public const int Rate = 48_000;

    public static float[] Sine(double hertz, double seconds, double amplitude = 0.5, int rate = Rate) =>
        Make(seconds, rate, t => amplitude * Math.Sin(2 * Math.PI * hertz * t));

    /// <summary>A sine whose frequency rises evenly in pitch.</summary>
    public static float[] Sweep(double fromHertz, double toHertz, double seconds, double amplitude = 0.5)
    {
        double rise = Math.Log(toHertz / fromHertz) / seconds;
        return Make(seconds, Rate, t => amplitude * Math.Sin(2 * Math.PI * fromHertz * (Math.Exp(rise * t) - 1) / rise));
    }

    /// <summary>White noise between −amplitude and amplitude.</summary>
    public static float[] White(double seconds, int seed, double amplitude = 0.3, int rate = Rate)
    {
        Random random = new(seed);
        return Make(seconds, rate, _ => amplitude * ((2 * random.NextDouble()) - 1));
    }

    /// <summary>
    /// Pink noise as a sum of first-order low-passes of white noise, a decade apart at most: falls 3 dB an octave within
    /// half a decibel from 40 Hz to 8 kHz.
    /// </summary>
    public static float[] Pink(double seconds, int seed)
    {
        double[] corners = [10, 31, 97, 300, 940, 2_900, 9_000];
        Random random = new(seed);
        double[] states = new double[corners.Length];
        return Make(seconds, Rate, _ =>
        {
            double sum = 0;
            for (int i = 0; i < corners.Length; i++)
            {
                // Noises of their own: powers add, each with an even share per octave about its corner.
                double pole = Math.Exp(-2 * Math.PI * corners[i] / Rate);
                states[i] = (pole * states[i]) + (Math.Sqrt(1 - pole) * ((2 * random.NextDouble()) - 1));
                sum += states[i];
            }

            return 0.08 * sum;
        });
    }

    /// <summary>Short bursts of a decaying tone at given times.</summary>
    public static float[] Clicks(double seconds, IEnumerable<double> times, int rate)
    {
        float[] signal = new float[(int)(seconds * rate)];
        foreach (double time in times)
        {
            int at = (int)Math.Round(time * rate);
            for (int i = 0; i < rate / 20 && at + i < signal.Length; i++)
            {
                signal[at + i] += (float)(0.5 * Math.Exp(-i / (0.008 * rate)) * Math.Sin(2 * Math.PI * 1_000 * i / rate));
            }
        }

        return signal;
    }

    /// <summary>Chords one after the other, each of tones with eight overtones that fall off as 1/n.</summary>
    public static float[] Chords(double secondsEach, int rate, params int[][] chords)
    {
        float[] signal = new float[(int)(secondsEach * rate) * chords.Length];
        for (int c = 0; c < chords.Length; c++)
        {
            int from = (int)(secondsEach * rate) * c, length = (int)(secondsEach * rate);
            foreach (int key in chords[c])
            {
                double hertz = 440 * Math.Pow(2, (key - 69) / 12.0);
                for (int i = 0; i < length; i++)
                {
                    double shape = Math.Min(1, Math.Min(i, length - i) / (0.01 * rate)), sum = 0;
                    for (int n = 1; n <= 8; n++)
                    {
                        sum += Math.Sin(2 * Math.PI * hertz * n * i / rate) / n;
                    }

                    signal[from + i] += (float)(0.05 * shape * sum);
                }
            }
        }

        return signal;
    }

    public static float[] Stereo(float[] left, float[]? right = null)
    {
        float[] stereo = new float[2 * left.Length];
        for (int i = 0; i < left.Length; i++)
        {
            (stereo[2 * i], stereo[(2 * i) + 1]) = (left[i], (right ?? left)[i]);
        }

        return stereo;
    }

    private static float[] Make(double seconds, int rate, Func<double, double> at)
    {
        float[] signal = new float[(int)(seconds * rate)];
        for (int i = 0; i < signal.Length; i++)
        {
            signal[i] = (float)at((double)i / rate);
        }

        return signal;
    }
}
