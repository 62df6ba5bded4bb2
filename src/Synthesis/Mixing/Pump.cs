using SessionService.Music.Time;

namespace SessionService.Synthesis.Mixing;

/// <summary>
/// The breathing of dance music: each bass drum pushes the other layers down within 6 ms, and they swell back until the
/// next. Computed from the distance to the stroke, so where blocks begin cannot matter.
/// </summary>
internal sealed class Pump
{
    private const int DownSamples = 288;

    private long struck = long.MinValue / 2;
    private float from;
    private double depth, back = 1;

    /// <summary>Sets how far and how long.</summary>
    /// <param name="db">How far down, dB; 0 for not at all.</param>
    /// <param name="beats">Way back, beats.</param>
    /// <param name="bpm">Quarter notes a minute.</param>
    public void Set(double db, double beats, double bpm)
    {
        depth = 1 - Math.Pow(10, -Math.Max(0, db) / 20);
        back = Math.Max(4_800, beats * 60 / Math.Max(1, bpm) * MusicalTime.SampleRate);
    }

    /// <summary>Whether anything is pushed down at a sample or soon after.</summary>
    public bool ActiveAt(long sample) => sample - struck < DownSamples + back;

    /// <summary>A stroke of the bass drum.</summary>
    /// <param name="sample">Its sample.</param>
    /// <param name="velocity">0..1.</param>
    public void Strike(long sample, float velocity)
    {
        if (depth > 0 && velocity > 0.3f)
        {
            (from, struck) = (At(sample), sample);
        }
    }

    /// <summary>Writes how far each sample is pushed down, 0..1 of the level.</summary>
    public void Fill(long sample, Span<float> amounts)
    {
        for (int i = 0; i < amounts.Length; i++)
        {
            amounts[i] = At(sample + i);
        }
    }

    private float At(long sample)
    {
        double since = sample - struck;
        if (since < DownSamples)
        {
            return (float)(from + ((depth - from) * since / DownSamples));
        }

        double way = (since - DownSamples) / back;
        return way >= 1 ? 0 : (float)(depth * (1 - (way * way * (3 - (2 * way)))));
    }
}
