using System.Runtime.Intrinsics;
using SessionService.Music.Time;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Mixing;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Effects;

/// <summary>
/// A room: eight delay lines that feed each other through a Hadamard matrix (Jot and Chaigne, 1991), each losing as
/// much per round as the decay time asks, and more of the highs. Lengths sway slowly, which hides the modes. Two
/// all-passes before it (Schroeder, 1962) soften the first reflections. Lines are longer than a chunk, so all but the
/// damping runs over eight samples at a time.
/// </summary>
internal sealed partial class Reverb
{
    private const int Length = 4096, Grid = LaneRamp.Grid;
    private const float Sway = 7, Silent = 1e-9f;

    private readonly Ring entry = new(Length);
    private readonly float[] delayed = new float[LayerSums.Room];
    private readonly AllPass first, second;
    private readonly ReverbShape shape;
    private readonly Vector256<float> lengths;
    private Vector256<float> keep, damp, low, distance, step, loudest;
    private Tap preDelay = new(960);
    private int quiet = 3 * Length;
    private bool asleep = true;

    /// <summary>Builds a place.</summary>
    /// <param name="shape">What makes it unlike others.</param>
    public Reverb(ReverbShape shape)
    {
        this.shape = shape;
        (first, second) = (new AllPass(229, shape.Smear.First), new AllPass(613, shape.Smear.Second));
        lengths = Vector256.ConvertToSingle(Vector256.Create(shape.Lengths));
    }

    /// <summary>Level of the first reflections beside what is sent; ramps by <see cref="Ramp.HeadFor"/>.</summary>
    public Ramp Early = new(0);

    /// <summary>Whether it has rung out.</summary>
    public bool Asleep => asleep;

    /// <summary>Sets how long the room rings.</summary>
    /// <param name="seconds">Time to fall by 60 dB at low frequencies.</param>
    /// <param name="damping">How much faster highs die, 0..1.</param>
    public void SetDecay(double seconds, double damping)
    {
        for (int i = 0; i < Lanes.Width; i++)
        {
            double gain = Math.Pow(10, -3 * shape.Lengths[i] / (seconds * MusicalTime.SampleRate));
            Lanes.Set(ref keep, i, (float)(gain / Math.Sqrt(Lanes.Width)));
        }

        damp = Vector256.Create((float)(1 - (0.85 * damping)));
    }

    /// <summary>Sets the time before the room answers.</summary>
    /// <param name="milliseconds">0 to 80.</param>
    /// <param name="samples">How long the change takes; 0 jumps.</param>
    public void SetPreDelay(double milliseconds, long samples)
    {
        int distanceTo = (int)Math.Clamp(Math.Round(milliseconds * MusicalTime.SampleRate / 1000), 1, Length - 2 * Grid);
        if (asleep || samples <= 0)
        {
            preDelay.Jump(distanceTo);
        }
        else
        {
            preDelay.HeadFor(distanceTo, samples);
        }
    }

    /// <summary>Turns the sway, and falls asleep when the room has rung out.</summary>
    /// <param name="sample">The grid point.</param>
    public void OnGrid(long sample)
    {
        quiet = Vector256.LessThanAll(loudest, Vector256.Create(Silent)) ? Math.Min(quiet + Grid, 3 * Length) : 0;
        loudest = default;
        if (!asleep && quiet >= 3 * Length)
        {
            Array.Clear(lines);
            entry.Clear();
            first.Clear();
            second.Clear();
            (low, asleep) = (default, true);
            preDelay.Settle();
        }

        if (!asleep)
        {
            Turn(sample);
        }
    }

    /// <summary>Writes what the room answers, and up to seven floats beyond it.</summary>
    /// <param name="sample">First sample.</param>
    /// <param name="input">What is sent, mono.</param>
    /// <param name="silent">Whether all of it is zero.</param>
    /// <param name="left">Receives left.</param>
    /// <param name="right">Receives right.</param>
    public void Process(long sample, ReadOnlySpan<float> input, bool silent, Span<float> left, Span<float> right)
    {
        if (silent && asleep)
        {
            left.Clear();
            right.Clear();
            return;
        }

        if (asleep)
        {
            (quiet, asleep) = (0, false);
            Turn(sample & ~(Grid - 1L));
        }

        int place = entry.Place(sample), count = input.Length;
        entry.Write(place, input);
        Delay(place, count);
        first.Process(sample, delayed, count);
        second.Process(sample, delayed, count);
        Circulate(sample, count, left, right);
        Reflect(place, count, left, right);
    }

    private void Delay(int place, int count)
    {
        if (!preDelay.Moving)
        {
            for (int at = 0; at < count; at += Squares.Side)
            {
                entry.Eight(place + at - preDelay.Now).CopyTo(delayed.AsSpan(at));
            }

            return;
        }

        for (int i = 0; i < count; i++)
        {
            float x = entry.Single(place + i - preDelay.Now);
            delayed[i] = preDelay.Moving ? x + (preDelay.Mix * (entry.Single(place + i - preDelay.Next) - x)) : x;
            preDelay.Advance();
        }
    }

    /// <summary>Adds the first reflections: single echoes of what came in.</summary>
    private void Reflect(int place, int count, Span<float> left, Span<float> right)
    {
        if (shape.Left.Length == 0 || (Early.Value == 0 && !Early.Moving))
        {
            return;
        }

        Span<float> level = delayed;
        Early.Fill(level[..count]);
        for (int at = 0; at < count; at += Squares.Side)
        {
            Vector256<float> loud = Vector256.Create<float>(level[at..]);
            Lanes.Fma(Walls(shape.Left, place + at), loud, Vector256.Create<float>(left[at..])).CopyTo(left[at..]);
            Lanes.Fma(Walls(shape.Right, place + at), loud, Vector256.Create<float>(right[at..])).CopyTo(right[at..]);
        }
    }

    private Vector256<float> Walls((int Distance, float Level)[] walls, int place)
    {
        Vector256<float> sum = default;
        foreach ((int away, float level) in walls)
        {
            sum = Lanes.Fma(entry.Eight(place - away), Vector256.Create(level), sum);
        }

        return sum;
    }

    private void Turn(long sample)
    {
        distance = At(sample);
        step = (At(sample + Grid) - distance) * Vector256.Create(1f / Grid);
    }

    /// <summary>Lengths of the lines at a sample: each sways at its own rate, 0.37 to 0.8 Hz.</summary>
    private Vector256<float> At(long sample)
    {
        Vector256<int> rate = Vector256.Create(33_107, 38_565, 44_023, 49_481, 54_939, 60_397, 65_855, 71_313);
        Vector256<int> phase = Vector256<int>.Indices * Vector256.Create(1_640_531_527);
        Vector256<float> sine = Lanes.Sin((rate * Vector256.Create((int)sample)) + phase);
        return Lanes.Fma(sine, Vector256.Create(Sway), lengths);
    }
}
