using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;

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

    private readonly float[] line = new float[Length];
    private Vector128<float> distance = Vector128.Create(Centre), step;
    private int head, quiet = Length;
    private bool asleep = true;

    /// <summary>Turns the sway, and falls asleep when nothing has come in for the length of the line.</summary>
    /// <param name="sample">The grid point.</param>
    public void OnGrid(long sample)
    {
        distance = Sway(sample);
        step = (Sway(sample + Grid) - distance) * Vector128.Create(1f / Grid);
        if (!asleep && quiet >= Length)
        {
            Array.Clear(line);
            asleep = true;
        }
    }

    /// <summary>Adds the ensemble of a mono input to an interleaved stereo output.</summary>
    /// <param name="sample">First sample.</param>
    /// <param name="input">What is sent.</param>
    /// <param name="silent">Whether all of it is zero.</param>
    /// <param name="output">Added to.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Process(long sample, ReadOnlySpan<float> input, bool silent, Span<float> output)
    {
        if (asleep && silent)
        {
            return;
        }

        (quiet, asleep) = (asleep ? 0 : quiet, false);
        float walked = sample & (Grid - 1);
        Vector128<float> level = Vector128.Create(Level, Level, -Level, -Level);
        ref float here = ref MemoryMarshal.GetArrayDataReference(line);
        for (int i = 0; i < input.Length; i++, walked++)
        {
            Unsafe.Add(ref here, head) = input[i];
            quiet = Math.Abs(input[i]) < Silent ? Math.Min(quiet + 1, Length) : 0;
            Vector128<float> back = distance + (Vector128.Create(walked) * step);
            Vector128<int> whole = Vector128.ConvertToInt32Native(back);
            Vector128<int> place = Vector128.Create(head) - whole;
            Vector128<float> near = Read(ref here, place);
            Vector128<float> far = Read(ref here, place - Vector128<int>.One);
            Vector128<float> heard = level * (near + ((back - Vector128.ConvertToSingle(whole)) * (far - near)));
            output[2 * i] += heard[0] + heard[3];
            output[(2 * i) + 1] += heard[1] + heard[2];
            head = (head + 1) & (Length - 1);
        }
    }

    /// <summary>Distances of the four copies: two rates, a quarter of a turn from one to the next.</summary>
    private static Vector128<float> Sway(long sample)
    {
        Vector128<int> slow = Vector128.Create((int)(sample * SlowRate)), fast = Vector128.Create((int)(sample * FastRate));
        Vector128<int> turn = Vector128.Create(slow[0], slow[0], fast[0], fast[0])
            + Vector128.Create(0, 0x4000_0000, int.MinValue, unchecked((int)0xC000_0000));
        Vector128<float> sine = Lanes.Sin(Vector256.Create(turn, turn)).GetLower();
        return Vector128.Create(Centre, Centre, Centre + 60, Centre + 60) + (Vector128.Create(Depth) * sine);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Read(ref float line, Vector128<int> place)
    {
        Vector128<int> at = place & Vector128.Create(Length - 1);
        return Vector128.Create(
            Unsafe.Add(ref line, at[0]), Unsafe.Add(ref line, at[1]), Unsafe.Add(ref line, at[2]), Unsafe.Add(ref line, at[3]));
    }
}
