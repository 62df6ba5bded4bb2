using System.Runtime.Intrinsics;

namespace SessionService.Audio.Loudness;

/// <summary>
/// True peak after ITU-R BS.1770-4 Annex 2: each channel is oversampled four times by the recommendation's 48-tap
/// interpolator, and the highest magnitude is kept. A sample's own value counts too, for the interpolator passes a little
/// under it. Group delay: 5 to 6 samples, so a peak in the last 6 samples of a programme needs silence after it to count.
/// </summary>
public sealed class TruePeakMeter
{
    private const int Taps = 12;

    // Annex 2's table, phases side by side: row k holds tap k of the phases 0 to 3. The last two phases are the first
    // two reversed.
    private static readonly Vector128<float>[] Coefficients =
    [
        Vector128.Create(0.0017089843750f, -0.0291748046875f, -0.0189208984375f, -0.0083007812500f),
        Vector128.Create(0.0109863281250f, 0.0292968750000f, 0.0330810546875f, 0.0148925781250f),
        Vector128.Create(-0.0196533203125f, -0.0517578125000f, -0.0582275390625f, -0.0266113281250f),
        Vector128.Create(0.0332031250000f, 0.0891113281250f, 0.1015625000000f, 0.0476074218750f),
        Vector128.Create(-0.0594482421875f, -0.1665039062500f, -0.2003173828125f, -0.1022949218750f),
        Vector128.Create(0.1373291015625f, 0.4650878906250f, 0.7797851562500f, 0.9721679687500f),
        Vector128.Create(0.9721679687500f, 0.7797851562500f, 0.4650878906250f, 0.1373291015625f),
        Vector128.Create(-0.1022949218750f, -0.2003173828125f, -0.1665039062500f, -0.0594482421875f),
        Vector128.Create(0.0476074218750f, 0.1015625000000f, 0.0891113281250f, 0.0332031250000f),
        Vector128.Create(-0.0266113281250f, -0.0582275390625f, -0.0517578125000f, -0.0196533203125f),
        Vector128.Create(0.0148925781250f, 0.0330810546875f, 0.0292968750000f, 0.0109863281250f),
        Vector128.Create(-0.0083007812500f, -0.0189208984375f, -0.0291748046875f, 0.0017089843750f),
    ];

    private readonly int _channels;
    private readonly float[] _history;
    private int _position;
    private float _peak;

    /// <summary>Makes a meter.</summary>
    /// <param name="channels">1 to 64 interleaved channels.</param>
    public TruePeakMeter(int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 64);
        _channels = channels;
        _history = new float[channels * 2 * Taps];
    }

    /// <summary>Highest magnitude so far, full scale 1.</summary>
    public float Peak => _peak;

    /// <summary>Highest magnitude so far in dBTP; negative infinity for silence.</summary>
    public double PeakDb => 20 * Math.Log10(_peak);

    /// <summary>Forgets everything heard.</summary>
    public void Reset()
    {
        Array.Clear(_history);
        _position = 0;
        _peak = 0;
    }

    /// <summary>Hears a run of audio; samples that are not finite count as 0.</summary>
    /// <param name="interleaved">Whole frames, full scale ±1.</param>
    /// <exception cref="ArgumentException">A frame is cut.</exception>
    public void Process(ReadOnlySpan<float> interleaved)
    {
        if (interleaved.Length % _channels != 0)
        {
            throw new ArgumentException($"{interleaved.Length} samples are no whole frames of {_channels} channels.", nameof(interleaved));
        }

        int end = _position;
        for (int channel = 0; channel < _channels; channel++)
        {
            end = _position;
            Span<float> history = _history.AsSpan(channel * 2 * Taps, 2 * Taps);
            _peak = MathF.Max(_peak, Channel(interleaved, channel, _channels, history, ref end));
        }

        _position = end;
    }

    // The history is kept twice over, so that the last 12 samples always lie in one piece.
    private static float Channel(ReadOnlySpan<float> interleaved, int channel, int channels, Span<float> history, ref int position)
    {
        ReadOnlySpan<Vector128<float>> coefficients = Coefficients;
        Vector128<float> highest = Vector128<float>.Zero;
        float sample = 0;
        int at = position;
        for (int i = channel; i < interleaved.Length; i += channels)
        {
            float x = float.IsFinite(interleaved[i]) ? interleaved[i] : 0;
            history[at] = x;
            history[at + Taps] = x;
            at = at + 1 == Taps ? 0 : at + 1;
            ReadOnlySpan<float> last = history.Slice(at, Taps);
            Vector128<float> sum = Vector128<float>.Zero;
            for (int k = 0; k < Taps; k++)
            {
                sum += coefficients[k] * last[Taps - 1 - k];
            }

            highest = Vector128.Max(highest, Vector128.Abs(sum));
            sample = MathF.Max(sample, MathF.Abs(x));
        }

        position = at;
        float low = MathF.Max(highest[0], highest[1]);
        float high = MathF.Max(highest[2], highest[3]);
        return MathF.Max(sample, MathF.Max(low, high));
    }
}
