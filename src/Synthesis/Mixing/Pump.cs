using System.Runtime.Intrinsics;
using SessionService.Music.Time;
using SessionService.Synthesis.Dsp;

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

    /// <summary>Writes how far each sample is pushed down, 0..1 of the level, and up to seven floats beyond them.</summary>
    /// <param name="sample">The first sample.</param>
    /// <param name="amounts">Receives them.</param>
    /// <param name="count">Samples.</param>
    public void Fill(long sample, Span<float> amounts, int count)
    {
        Vector256<float> since = Vector256.Create((float)(sample - struck)) + Vector256.ConvertToSingle(Vector256<int>.Indices);
        Vector256<float> fall = Vector256.Create((float)((depth - from) / DownSamples)), start = Vector256.Create(from);
        Vector256<float> rise = Vector256.Create((float)(1 / back)), deep = Vector256.Create((float)depth), down = Vector256.Create((float)DownSamples);
        for (int i = 0; i < count; i += 8, since += Vector256.Create(8f))
        {
            Vector256<float> way = Vector256.Min((since - down) * rise, Vector256<float>.One);
            Vector256<float> swell = deep - (deep * way * way * (Vector256.Create(3f) - way - way));
            Vector256<float> sink = Lanes.Fma(since, fall, start);
            Vector256.ConditionalSelect(Vector256.LessThan(since, down), sink, swell).CopyTo(amounts[i..]);
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
