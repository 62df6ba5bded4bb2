namespace SessionService.Audio.Loudness;

/// <summary>
/// The K-weighting of ITU-R BS.1770-4 Annex 1: a shelf for the head's acoustics, then a high-pass. The recommendation
/// tabulates coefficients for 48 kHz only; the analog prototypes behind them (De Man, "Evaluation of Implementations of
/// the EBU R128 Loudness Measurement", AES 145, 2018) give them at any rate, and the table itself at 48 kHz.
/// </summary>
internal sealed class KWeighting
{
    // Far below anything audible (-600 dBFS) and far above denormals, which would cost a hundred times the time.
    private const double Smallest = 1e-30;

    private readonly Biquad _shelf;
    private readonly Biquad _highPass;
    private readonly double[] _state;

    public KWeighting(int sampleRate, int channels)
    {
        _shelf = Biquad.Shelf(sampleRate);
        _highPass = Biquad.HighPass(sampleRate);
        _state = new double[4 * channels];
    }

    public void Reset()
    {
        Array.Clear(_state);
    }

    /// <summary>Sum of squares of one channel of an interleaved run, after weighting.</summary>
    public double Energy(ReadOnlySpan<float> interleaved, int channel, int channels)
    {
        Biquad s = _shelf;
        Biquad h = _highPass;
        Span<double> state = _state.AsSpan(4 * channel, 4);
        double s1 = state[0];
        double s2 = state[1];
        double h1 = state[2];
        double h2 = state[3];
        double sum = 0;
        for (int i = channel; i < interleaved.Length; i += channels)
        {
            double x = float.IsFinite(interleaved[i]) ? interleaved[i] : 0;
            double y = (s.B0 * x) + s1;
            s1 = (s.B1 * x) - (s.A1 * y) + s2;
            s2 = (s.B2 * x) - (s.A2 * y);
            double z = (h.B0 * y) + h1;
            h1 = (h.B1 * y) - (h.A1 * z) + h2;
            h2 = (h.B2 * y) - (h.A2 * z);
            sum += z * z;
        }

        state[0] = Guard(s1);
        state[1] = Guard(s2);
        state[2] = Guard(h1);
        state[3] = Guard(h2);
        return sum;
    }

    private static double Guard(double value)
    {
        return Math.Abs(value) < Smallest ? 0 : value;
    }

    /// <summary>Coefficients of a second-order section, a0 = 1.</summary>
    internal readonly record struct Biquad(double B0, double B1, double B2, double A1, double A2)
    {
        public static Biquad Shelf(int sampleRate)
        {
            const double frequency = 1681.974450955533;
            const double gain_db = 3.999843853973347;
            const double q = 0.7071752369554196;
            double k = Math.Tan(Math.PI * frequency / sampleRate);
            double high = Math.Pow(10, gain_db / 20);
            double band = Math.Pow(high, 0.4996667741545416);
            double a0 = 1 + (k / q) + (k * k);
            return new Biquad(
                (high + (band * k / q) + (k * k)) / a0,
                2 * ((k * k) - high) / a0,
                (high - (band * k / q) + (k * k)) / a0,
                2 * ((k * k) - 1) / a0,
                (1 - (k / q) + (k * k)) / a0);
        }

        public static Biquad HighPass(int sampleRate)
        {
            const double frequency = 38.13547087602444;
            const double q = 0.5003270373238773;
            double k = Math.Tan(Math.PI * frequency / sampleRate);
            double a0 = 1 + (k / q) + (k * k);
            return new Biquad(1, -2, 1, 2 * ((k * k) - 1) / a0, (1 - (k / q) + (k * k)) / a0);
        }
    }
}
