namespace SessionService.Synthesis.Dsp;

/// <summary>The harmonics of each wave: Fourier series of plain shapes, and drawbars and reeds by their levels.</summary>
internal static class Spectra
{
    // Harmonics of the 16-foot rank that the nine drawbars sound: 16, 5⅓, 8, 4, 2⅔, 2, 1⅗, 1⅓ and 1 foot.
    private static readonly int[] Drawbars = [1, 3, 2, 4, 6, 8, 10, 12, 16];
    private static readonly double[] ReedLevels = [0.3, 0.26, 0.21, 0.17, 0.12, 0.1, 0.07, 0.06, 0.05, 0.04];
    private static readonly double[] OboeLevels = [0.25, 0.3, 0.42, 0.38, 0.22, 0.1, 0.08, 0.07, 0.05, 0.04];
    private static readonly double[] FluteLevels = [0.75, 0.42, 0.16, 0.04, 0.02, 0.01];

    /// <summary>Amplitudes of a harmonic.</summary>
    /// <param name="wave">The wave.</param>
    /// <param name="k">Which harmonic, from 1.</param>
    /// <returns>Of its sine and its cosine; shapes peak near 1.</returns>
    public static (double Sin, double Cos) Harmonic(Wave wave, int k)
    {
        bool odd = k % 2 == 1;
        return wave switch
        {
            Wave.Saw => (2 / (Math.PI * k) * (odd ? 1 : -1), 0),
            Wave.Square => (odd ? 4 / (Math.PI * k) : 0, 0),
            Wave.Triangle => (odd ? 8 / (Math.PI * Math.PI * k * k) * (k % 4 == 1 ? 1 : -1) : 0, 0),
            Wave.Sine => (k == 1 ? 1 : 0, 0),
            Wave.Pulse25 => (0, Pulse(k, 0.25)),
            Wave.Pulse12 => (0, Pulse(k, 0.125)),
            Wave.SteppedTriangle => Steps(k),
            Wave.OrganRound => (Organ([8, 8, 8, 0, 0, 0, 0, 0, 0], k), 0),
            Wave.OrganFull => (Organ([8, 8, 8, 8, 2, 3, 1, 2, 6], k), 0),
            Wave.OrganStab => (Organ([8, 0, 8, 8, 0, 8, 0, 0, 0], k), 0),
            Wave.Reed => (Listed(ReedLevels, k, 0.75), 0),
            Wave.Oboe => (Listed(OboeLevels, k, 0.7), 0),
            _ => (Listed(FluteLevels, k, 0), 0),
        };
    }

    private static double Pulse(int k, double width) => 2 * Math.Sin(Math.PI * k * width) / (Math.PI * k);

    // A staircase of 32 equal steps is a sampled triangle that is held: its harmonics repeat around every 32nd, under
    // the curve of the hold. Summed straight from the steps.
    private static (double Sin, double Cos) Steps(int k)
    {
        double sin = 0, cos = 0;
        for (int step = 0; step < 32; step++)
        {
            double value = ((step < 16 ? step : 31 - step) / 7.5) - 1;
            double from = 2 * Math.PI * k * step / 32.0, to = 2 * Math.PI * k * (step + 1) / 32.0;
            sin += value * (Math.Cos(from) - Math.Cos(to)) / (Math.PI * k);
            cos += value * (Math.Sin(to) - Math.Sin(from)) / (Math.PI * k);
        }

        return (sin, cos);
    }

    // A drawbar's eight positions lie about 3 dB apart.
    private static double Organ(ReadOnlySpan<int> registration, int k)
    {
        for (int bar = 0; bar < registration.Length; bar++)
        {
            if (Drawbars[bar] == k && registration[bar] > 0)
            {
                return 0.3 * Math.Pow(10, -3 * (8 - registration[bar]) / 20.0);
            }
        }

        return 0;
    }

    private static double Listed(double[] levels, int k, double tail)
    {
        double sign = k % 4 is 1 or 2 ? 1 : -1;
        return k <= levels.Length ? sign * levels[k - 1] : sign * levels[^1] * Math.Pow(tail, k - levels.Length);
    }
}
