using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Effects;

/// <summary>Passes every frequency alike and smears time: Schroeder's all-pass.</summary>
/// <param name="delay">Its delay, samples: more than a chunk, less than 950.</param>
/// <param name="gain">How much it smears, 0..1.</param>
internal sealed class AllPass(int delay, float gain)
{
    private readonly Ring line = new(1024);

    /// <summary>Changes a chunk in place, and up to seven floats beyond it.</summary>
    /// <param name="sample">First sample.</param>
    /// <param name="values">The chunk.</param>
    /// <param name="count">Samples.</param>
    public void Process(long sample, Span<float> values, int count)
    {
        int place = line.Place(sample);
        Vector256<float> g = Vector256.Create(gain);
        for (int at = 0; at < count; at += Squares.Side)
        {
            Vector256<float> old = line.Eight(place + at - delay);
            Vector256<float> kept = LaneFilter.Flushed(Lanes.Fma(-g, old, Vector256.Create<float>(values[at..])));
            line.Put(place + at, kept, count - at);
            Lanes.Fma(g, kept, old).CopyTo(values[at..]);
        }

        line.Close(place);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => line.Clear();
}
