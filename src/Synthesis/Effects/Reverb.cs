using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Music.Time;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Mixing;

namespace SessionService.Synthesis.Effects;

/// <summary>
/// A room: eight delay lines that feed each other through a Hadamard matrix (Jot and Chaigne, 1991), each losing as
/// much per round as the decay time asks, and more of the highs. Lengths sway slowly, which hides the modes. Two
/// all-passes before it (Schroeder, 1962) soften the first reflections.
/// </summary>
internal sealed class Reverb
{
    private const int Length = 4096, Grid = 64;
    private const float Sway = 7, Silent = 1e-9f, Tiny = 1e-18f;
    // Pinned, because the gather takes an address.
    private readonly float[] lines = GC.AllocateArray<float>(Length * Lanes.Width, pinned: true);
    private readonly float[] entry = new float[Length];
    private readonly AllPass first, second;
    private readonly ReverbShape shape;
    private readonly Vector256<float> lengths;
    private Vector256<float> keep, damp, low, distance, step, loudest;
    private Tap preDelay = new(960);
    private int head, quiet = 3 * Length;
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
        int distanceTo = (int)Math.Clamp(Math.Round(milliseconds * MusicalTime.SampleRate / 1000), 1, Length - 1);
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
            Array.Clear(entry);
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

    /// <summary>Writes what the room answers.</summary>
    /// <param name="sample">First sample.</param>
    /// <param name="input">What is sent, mono.</param>
    /// <param name="silent">Whether all of it is zero.</param>
    /// <param name="output">Receives interleaved stereo.</param>
    public void Process(long sample, Span<float> input, bool silent, Span<float> output)
    {
        if (silent && asleep)
        {
            output.Clear();
            return;
        }

        if (asleep)
        {
            (quiet, asleep) = (0, false);
            Turn(sample & ~(Grid - 1L));
        }

        int begun = head;
        for (int i = 0; i < input.Length; i++)
        {
            entry[(head + i) & (Length - 1)] = input[i];
            int place = head + i - preDelay.Now;
            float x = entry[place & (Length - 1)];
            if (preDelay.Moving)
            {
                x += preDelay.Mix * (entry[(head + i - preDelay.Next) & (Length - 1)] - x);
                preDelay.Advance();
            }

            input[i] = second.Next(first.Next(x));
        }

        Circulate((int)(sample & (Grid - 1)), input, output);
        Reflect(begun, output);
    }

    /// <summary>Adds the first reflections: single echoes of what came in.</summary>
    private void Reflect(int begun, Span<float> output)
    {
        if (shape.Left.Length == 0 || (Early.Value == 0 && !Early.Moving))
        {
            return;
        }

        ((int Distance, float Level)[] l, (int Distance, float Level)[] r) = (shape.Left, shape.Right);
        ((int d0, float p0), (int d1, float p1), (int d2, float p2), (int d3, float p3)) = (l[0], l[1], l[2], l[3]);
        ((int d4, float p4), (int d5, float p5), (int d6, float p6), (int d7, float p7)) = (r[0], r[1], r[2], r[3]);
        ref float line = ref MemoryMarshal.GetArrayDataReference(entry);
        for (int i = 0; i < output.Length; i += 2)
        {
            int at = begun + (i / 2);
            float level = Early.Next();
            float left = (p0 * Entry(ref line, at - d0)) + (p1 * Entry(ref line, at - d1))
                + ((p2 * Entry(ref line, at - d2)) + (p3 * Entry(ref line, at - d3)));
            float right = (p4 * Entry(ref line, at - d4)) + (p5 * Entry(ref line, at - d5))
                + ((p6 * Entry(ref line, at - d6)) + (p7 * Entry(ref line, at - d7)));
            output[i] += level * left;
            output[i + 1] += level * right;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Entry(ref float line, int at) => Unsafe.Add(ref line, at & (Length - 1));

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

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Circulate(int walked, ReadOnlySpan<float> input, Span<float> output)
    {
        Vector256<int> lane = Vector256<int>.Indices * Vector256.Create(Length);
        Vector256<int> wrap = Vector256.Create(Length - 1);
        Vector256<float> inject = Vector256.Create(0.55f, -0.55f, 0.55f, 0.55f, -0.55f, 0.55f, -0.55f, -0.55f);
        Vector256<float> state = low, top = loudest, before = default;
        Vector256<int> last = Vector256.Create(-1);
        ref float line = ref MemoryMarshal.GetArrayDataReference(lines);
        for (int i = 0; i < input.Length; i++)
        {
            Vector256<float> back = Lanes.Fma(step, Vector256.Create((float)(walked + i)), distance);
            Vector256<int> whole = Vector256.ConvertToInt32Native(back);
            Vector256<float> fraction = back - Vector256.ConvertToSingle(whole);
            Vector256<int> place = Vector256.Create(head) - whole;
            Vector256<float> near = Gathers.Read(ref line, (place & wrap) + lane);

            // While no line has swayed by a whole sample, the older neighbour is what was read a sample ago.
            Vector256<float> far = whole == last
                ? before
                : Gathers.Read(ref line, ((place - Vector256<int>.One) & wrap) + lane);
            (before, last) = (near, whole);
            Vector256<float> heard = Lanes.Fma(fraction, far - near, near);
            state = Lanes.Fma(damp, heard - state, state) + Vector256.Create(Tiny) - Vector256.Create(Tiny);
            Vector256<float> mixed = Hadamard(state * keep);
            Vector256<float> entering = Lanes.Fma(inject, Vector256.Create(input[i]), mixed);
            Scatter(ref line, head, entering);
            top = Vector256.MaxNative(top, Vector256.Abs(entering));
            output[2 * i] = mixed.GetElement(1);
            output[(2 * i) + 1] = mixed.GetElement(2);
            head = (head + 1) & (Length - 1);
        }

        (low, loudest) = (state, top);
    }

    /// <summary>Sums and differences of all lines: every line feeds every line. Grows by √8, which the gains undo.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Hadamard(Vector256<float> x)
    {
        x = Lanes.Fma(x, Vector256.Create(1f, -1, 1, -1, 1, -1, 1, -1), Vector256.Shuffle(x, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6)));
        x = Lanes.Fma(x, Vector256.Create(1f, 1, -1, -1, 1, 1, -1, -1), Vector256.Shuffle(x, Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5)));
        return Lanes.Fma(x, Vector256.Create(1f, 1, 1, 1, -1, -1, -1, -1), Vector256.Shuffle(x, Vector256.Create(4, 5, 6, 7, 0, 1, 2, 3)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scatter(ref float line, int head, Vector256<float> values)
    {
        for (int i = 0; i < Lanes.Width; i++)
        {
            Unsafe.Add(ref line, (i * Length) + head) = values.GetElement(i);
        }
    }
}
