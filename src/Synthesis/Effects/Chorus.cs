using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Mixing;

namespace SessionService.Synthesis.Effects;

/// <summary>
/// An ensemble: two slowly swaying copies per side, a quarter of a turn apart, so that a pad grows wide without the
/// middle getting thin. The sway is a straight line between points of the control grid.
/// </summary>
internal sealed class Chorus
{
    private const int Length = 2048, Grid = 64;
    // Turns per sample in units of 2⁻³²: 0.31 and 0.44 Hz.
    private const long SlowRate = 27_739, FastRate = 39_371;
    private const float Centre = 480, Depth = 110, Silent = 1e-9f, Level = 0.55f;

    private readonly Ring line = new(Length);
    private Vector128<float> distance = Vector128.Create(Centre), step;
    private float loudest;
    private int quiet = Length;
    private bool asleep = true;

    /// <summary>Turns the sway, and falls asleep when nothing has come in for the length of the line.</summary>
    /// <param name="sample">The grid point.</param>
    public void OnGrid(long sample)
    {
        distance = Sway(sample);
        step = (Sway(sample + Grid) - distance) * Vector128.Create(1f / Grid);
        quiet = loudest < Silent ? Math.Min(quiet + Grid, Length) : 0;
        loudest = 0;
        if (!asleep && quiet >= Length)
        {
            line.Clear();
            asleep = true;
        }
    }

    /// <summary>Adds the ensemble of a mono input, and up to seven floats beyond it.</summary>
    /// <param name="sample">First sample.</param>
    /// <param name="input">What is sent.</param>
    /// <param name="silent">Whether all of it is zero.</param>
    /// <param name="left">Left, added to.</param>
    /// <param name="right">Right, added to.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Process(long sample, ReadOnlySpan<float> input, bool silent, Span<float> left, Span<float> right)
    {
        if (asleep && silent)
        {
            return;
        }

        (quiet, asleep) = (asleep ? 0 : quiet, false);
        int place = line.Place(sample);
        line.Write(place, input);
        loudest = Mixdown.Loudest(input, loudest);
        Vector256<float> level = Vector256.Create(Level);
        for (int at = 0; at < input.Length; at += Squares.Side)
        {
            Vector256<float> time = Vector256.Create((float)((sample & (Grid - 1)) + at)) + Vector256.ConvertToSingle(Vector256<int>.Indices);
            Vector256<float> l = Copy(0, place + at, time) - Copy(3, place + at, time);
            Vector256<float> r = Copy(1, place + at, time) - Copy(2, place + at, time);
            Lanes.Fma(l, level, Vector256.Create<float>(left[at..])).CopyTo(left[at..]);
            Lanes.Fma(r, level, Vector256.Create<float>(right[at..])).CopyTo(right[at..]);
        }
    }

    private Vector256<float> Copy(int index, int place, Vector256<float> time) => line.Between(
        place, Lanes.Fma(Vector256.Create(step.GetElement(index)), time, Vector256.Create(distance.GetElement(index))));

    /// <summary>Distances of the four copies: two rates, a quarter of a turn from one to the next.</summary>
    private static Vector128<float> Sway(long sample)
    {
        Vector128<int> slow = Vector128.Create((int)(sample * SlowRate)), fast = Vector128.Create((int)(sample * FastRate));
        Vector128<int> turn = Vector128.Create(slow[0], slow[0], fast[0], fast[0])
            + Vector128.Create(0, 0x4000_0000, int.MinValue, unchecked((int)0xC000_0000));
        Vector128<float> sine = Lanes.Sin(Vector256.Create(turn, turn)).GetLower();
        return Vector128.Create(Centre, Centre, Centre + 60, Centre + 60) + (Vector128.Create(Depth) * sine);
    }
}
