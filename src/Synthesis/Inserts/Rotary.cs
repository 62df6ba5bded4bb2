using System.Runtime.Intrinsics;
using SessionService.Music.Time;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Inserts;

/// <summary>
/// A cabinet with a turning horn above 800 Hz and a turning drum below: pitch and level sway as they come and go past the
/// two microphones (after Smith, Serafin, Abel and Berners, "Doppler Simulation and the Leslie", 2002). Energy decides
/// between the slow turn and the fast one; both take seconds to get there.
/// </summary>
internal sealed class Rotary
{
    private const int Length = 256;
    private const double Slow = 0.8, Fast = 6.6, Crossover = 800;
    private static readonly float Split = (float)(1 - Math.Exp(-2 * Math.PI * Crossover / MusicalTime.SampleRate));

    private readonly float[] line = new float[Length];
    private Vector128<float> now, step;
    private double turn, drumTurn, hertz = Slow;
    private float low;
    private int head;

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        Array.Clear(line);
        low = 0;
    }

    /// <summary>Turns horn and drum at a point of the control grid.</summary>
    /// <param name="energy">0..1: under a half slow, above it fast.</param>
    public void OnGrid(float energy)
    {
        const double Seconds = LaneRamp.Grid / (double)MusicalTime.SampleRate;
        hertz += (1 - Math.Exp(-Seconds / 0.8)) * ((energy > 0.55f ? Fast : Slow) - hertz);
        turn += hertz * Seconds;
        drumTurn += 0.86 * hertz * Seconds;
        turn -= Math.Floor(turn);
        drumTurn -= Math.Floor(drumTurn);
        Vector128<float> next = Vector128.Create(
            (float)Math.Sin(2 * Math.PI * turn), (float)Math.Cos(2 * Math.PI * turn),
            (float)Math.Sin(2 * Math.PI * drumTurn), (float)Math.Cos(2 * Math.PI * drumTurn));
        step = (next - now) * Vector128.Create(1f / LaneRamp.Grid);
    }

    /// <summary>Changes samples in place.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    /// <param name="count">Samples.</param>
    public void Process(Span<float> left, Span<float> right, int count)
    {
        for (int i = 0; i < count; i++)
        {
            float mono = 0.5f * (left[i] + right[i]);
            low += (Split * (mono - low)) + 1e-18f - 1e-18f;
            line[head] = mono - low;
            float near = Heard(40 + (16 * now[0])) * (0.8f + (0.25f * now[1]));
            float far = Heard(40 + (16 * now[1])) * (0.8f - (0.25f * now[0]));
            float drum = low * (1 + (0.12f * now[2])), other = low * (1 + (0.12f * now[3]));
            (left[i], right[i]) = (near + drum, far + other);
            now += step;
            head = (head + 1) & (Length - 1);
        }
    }

    private float Heard(float back)
    {
        int whole = (int)back;
        float near = line[(head - whole) & (Length - 1)], far = line[(head - whole - 1) & (Length - 1)];
        return near + ((back - whole) * (far - near));
    }
}
