using SessionService.Audio.Loudness;

namespace SessionService.Listen.Analysis;

/// <summary>Loudness of a programme and over its time (ITU-R BS.1770, EBU Tech 3341 and 3342).</summary>
public sealed class LoudnessCurve
{
    private const int Hop = 4_800;

    /// <summary>Values of <see cref="ShortTerm"/> in a second.</summary>
    public const int PerSecond = 10;

    /// <summary>Whole programme, LUFS.</summary>
    public double Integrated { get; private init; }

    /// <summary>Loudness range, LU.</summary>
    public double Range { get; private init; }

    /// <summary>True peak, dBTP.</summary>
    public double TruePeakDb { get; private init; }

    /// <summary>Loudness of the three seconds that end at each tenth of a second, LUFS; NaN before the third second.</summary>
    public required double[] ShortTerm { get; init; }

    /// <summary>Loudness of the 400 ms that end there, LUFS.</summary>
    public required double[] Momentary { get; init; }

    /// <summary>Furthest that short-term loudness goes from the integrated, LU.</summary>
    /// <param name="fromSeconds">Where to begin: what comes before may fade in.</param>
    public double LargestDeviation(double fromSeconds)
    {
        double most = 0;
        for (int i = (int)(fromSeconds * PerSecond); i < ShortTerm.Length; i++)
        {
            if (double.IsFinite(ShortTerm[i]))
            {
                most = Math.Max(most, Math.Abs(ShortTerm[i] - Integrated));
            }
        }

        return most;
    }

    /// <summary>Measures.</summary>
    /// <param name="stereo">Interleaved, 48 kHz.</param>
    public static LoudnessCurve Of(ReadOnlySpan<float> stereo)
    {
        LoudnessMeter meter = new(48_000, 2);
        int count = stereo.Length / (2 * Hop);
        double[] shortTerm = new double[count], momentary = new double[count];
        for (int i = 0; i < count; i++)
        {
            meter.Process(stereo.Slice(2 * Hop * i, 2 * Hop));
            shortTerm[i] = i >= 29 ? Math.Max(-120, meter.ShortTerm) : double.NaN;
            momentary[i] = i >= 3 ? Math.Max(-120, meter.Momentary) : double.NaN;
        }

        meter.Process(stereo[(2 * Hop * count)..]);
        return new LoudnessCurve
        {
            Integrated = meter.Integrated, Range = meter.Range, TruePeakDb = meter.TruePeakDb, ShortTerm = shortTerm, Momentary = momentary,
        };
    }
}
