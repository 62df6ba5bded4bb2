using SessionService.Music.Time;

namespace SessionService.Music.Composition;

/// <summary>
/// A bar of any metre as sixteenth steps in groups (the felt beats), each step mapped to a cell of the sixteen-step
/// patterns that styles are written in. 4/4 maps one to one; 3/4 takes the quarters 1, 3 and 4 of a pattern; 6/8 spreads
/// two quarters over two dotted quarters; 7/8 is 2+2+3, 5/4 is 3+2.
/// </summary>
public sealed class BarGrid
{
    /// <summary>Ticks of a step.</summary>
    public const int StepTicks = MusicalTime.TicksPerQuarter / 4;

    /// <summary>No cell: patterns are silent on this step.</summary>
    public const int NoCell = -1;

    private const int Units = 5;

    private static readonly BarGrid?[] Cache = new BarGrid?[17 * Units];

    private readonly sbyte[] cells;
    private readonly sbyte[] strengths;
    private readonly bool[] repeats;
    private readonly bool[] swings;
    private readonly float[] lateness;
    private readonly int[] groups;

    private BarGrid(Metre metre)
    {
        Steps = metre.TicksPerBar / StepTicks;
        BarTicks = metre.TicksPerBar;
        cells = new sbyte[Steps];
        strengths = new sbyte[Steps];
        repeats = new bool[Steps];
        swings = new bool[Steps];
        lateness = new float[Steps];
        groups = GroupSizes(metre, Steps);
        Fill();
    }

    /// <summary>Sixteenths in the bar.</summary>
    public int Steps { get; }

    /// <summary>Ticks of the bar.</summary>
    public int BarTicks { get; }

    /// <summary>Groups (felt beats) in the bar.</summary>
    public int Groups => groups.Length;

    /// <summary>Step at which the second half of the bar begins; 0 where the bar has one group only.</summary>
    public int HalfStep { get; private set; }

    /// <summary>Tick at which the second half begins.</summary>
    public int HalfTick => HalfStep * StepTicks;

    /// <summary>The grid of a metre.</summary>
    /// <param name="metre">1 to 16 beats of 1/2, 1/4, 1/8 or 1/16.</param>
    public static BarGrid Of(Metre metre)
    {
        if (metre.Beats is < 1 or > 16 || metre.Unit is not (2 or 4 or 8 or 16))
        {
            throw new ArgumentOutOfRangeException(nameof(metre), metre, "Not a metre the engine knows.");
        }

        ref BarGrid? place = ref Cache[(metre.Beats * Units) + System.Numerics.BitOperations.Log2((uint)metre.Unit)];
        return place ??= new BarGrid(metre);
    }

    /// <summary>Cell 0..15 of a sixteen-step pattern that a step shows, or <see cref="NoCell"/>.</summary>
    /// <param name="step">0 to <see cref="Steps"/> - 1.</param>
    public int Cell(int step) => cells[step];

    /// <summary>The step shows a cell that was shown before in its group: time-keepers play it, others do not.</summary>
    /// <param name="step">The step.</param>
    public bool IsRepeat(int step) => repeats[step];

    /// <summary>Metrical weight: 4 the downbeat, 3 the middle of the bar, 2 a beat, 1 an eighth, 0 a sixteenth.</summary>
    /// <param name="step">The step.</param>
    public int Strength(int step) => strengths[step];

    /// <summary>First step of a group.</summary>
    /// <param name="group">0 to <see cref="Groups"/> - 1, or <see cref="Groups"/> for the bar's end.</param>
    public int GroupStart(int group)
    {
        int start = 0;
        for (int i = 0; i < group; i++)
        {
            start += groups[i];
        }

        return start;
    }

    /// <summary>Tick of a step, swung.</summary>
    /// <param name="step">The step; <see cref="Steps"/> is the bar's end.</param>
    /// <param name="swing">Place of the second sixteenth in its eighth, 0.5 straight to 0.67 triplet.</param>
    public int TickOf(int step, double swing) =>
        (step * StepTicks) + (step < Steps && swings[step] ? (int)Math.Round((swing - 0.5) * 2 * StepTicks) : 0);

    /// <summary>Tick of a step where the eighths swing; sixteenths lie halfway between them.</summary>
    /// <param name="step">The step; <see cref="Steps"/> is the bar's end.</param>
    /// <param name="swing">Place of the second eighth in its quarter, 0.5 straight to 0.67 triplet.</param>
    public int SwungTickOf(int step, double swing)
    {
        double late = step < Steps ? lateness[step] * (swing - 0.5) * 4 * StepTicks : 0;
        return (step * StepTicks) + (int)Math.Round(late);
    }

    private static int[] GroupSizes(Metre metre, int steps)
    {
        bool compound = metre.Unit >= 8 && metre.Beats % 3 == 0;
        int size = compound ? 3 * 16 / metre.Unit : 4;
        int count = Math.Max(1, steps / size);
        int[] sizes = new int[count];
        Array.Fill(sizes, size);
        sizes[^1] = steps - (size * (count - 1));
        return sizes;
    }

    private void Fill()
    {
        int half = (groups.Length + 1) / 2;
        HalfStep = groups.Length == 1 ? 0 : GroupStart(groups.Length == 3 ? 2 : half);
        int start = 0;
        for (int group = 0; group < groups.Length; group++)
        {
            FillGroup(start, groups[group], PatternBeat(group, groups.Length));
            start += groups[group];
        }

        strengths[HalfStep] = 3;
        strengths[0] = 4;
    }

    private void FillGroup(int start, int size, int beat)
    {
        bool threes = size == 6;
        for (int i = 0; i < size; i++)
        {
            int within = threes ? TernaryCell(i) : i < 4 ? i : 2 + (i % 2);
            int step = start + i;
            cells[step] = (sbyte)(within < 0 ? NoCell : (beat * 4) + within);
            repeats[step] = threes ? i == 2 : i >= 4;
            strengths[step] = (sbyte)(i == 0 ? 2 : i % 2 == 0 ? 1 : 0);
            swings[step] = !threes && i % 2 == 1;
            lateness[step] = threes || size % 4 != 0 ? 0 : (i % 4) switch { 2 => 1, 1 or 3 => 0.5f, _ => 0 };
        }
    }

    private static int TernaryCell(int step) => step switch { 0 => 0, 2 or 4 => 2, 5 => 3, _ => NoCell };

    // Which quarter of a pattern a group shows. What remains after whole fours keeps the backbeat at the bar's end.
    private static int PatternBeat(int group, int groups)
    {
        int whole = groups / 4 * 4;
        int rest = groups - whole;
        if (group < whole && !(rest == 1 && group == whole - 1))
        {
            return group % 4;
        }

        return (rest, group - whole) switch
        {
            (1, -1) => 2,
            (1, _) => groups == 1 ? 0 : 3,
            (2, 0) => 0,
            (2, _) => groups == 2 ? 1 : 3,
            (3, 0) => 0,
            (3, 1) => 2,
            _ => 3,
        };
    }
}
