using SessionService.Music.Composition.Writing;
using SessionService.Music.Score;
using SessionService.Music.Styles;

namespace SessionService.Music.Composition;

/// <summary>
/// How a bar's style plays: where its swung sixteenths lie, how a hand strikes them, how loud, how long, over which tones. For
/// lines that something else than the rules writes, so that they sound as if the rules had.
/// </summary>
public sealed class BarManner
{
    private readonly BarPlan plan = new();

    private BarManner(BarContext context)
    {
        plan.Begin(context);
        HarmonyPlanner.Plan(plan);
    }

    /// <summary>Sixteenths of the bar.</summary>
    public int Steps => plan.Grid.Steps;

    /// <summary>Reads the manner of a bar.</summary>
    /// <param name="context">What the bar is written from.</param>
    /// <exception cref="ArgumentException">The style is unknown.</exception>
    public static BarManner Of(BarContext context) => new(context);

    /// <summary>Tick of a sixteenth under the scene's swing.</summary>
    /// <param name="step">0 to <see cref="Steps"/>, the bar's end.</param>
    public int TickOf(int step) => plan.TickOf(step);

    /// <summary>The sixteenth whose swung place is nearest to a tick; the earlier of two equally near.</summary>
    /// <param name="tick">Ticks from the start of the bar; may lie behind its end, where sixteenths are straight.</param>
    /// <returns>From 0; <see cref="Steps"/> is the bar's end.</returns>
    public int StepNear(int tick)
    {
        if (tick >= plan.Grid.BarTicks)
        {
            return Steps + ((tick - plan.Grid.BarTicks + (BarGrid.StepTicks / 2) - 1) / BarGrid.StepTicks);
        }

        int best = 0;
        for (int step = 1; step <= Steps; step++)
        {
            best = Math.Abs(TickOf(step) - tick) < Math.Abs(TickOf(best) - tick) ? step : best;
        }

        return best;
    }

    /// <summary>Tick of a sixteenth as a hand of this style plays it.</summary>
    /// <param name="step">0 to <see cref="Steps"/> - 1.</param>
    /// <param name="draw">0..1.</param>
    /// <returns>Inside the bar.</returns>
    public int Hand(int step, double draw) => plan.Hand(step, draw);

    /// <summary>Velocity of a note, by energy, form and metrical accent.</summary>
    /// <param name="weight">0 (ghost) to 1 (accent).</param>
    /// <param name="step">Its sixteenth.</param>
    /// <param name="draw">0..1, for a hand's unevenness.</param>
    public byte Velocity(double weight, int step, double draw) => plan.Velocity(weight, step, draw);

    /// <summary>Metrical weight: 4 the downbeat, 3 the middle of the bar, 2 a beat, 1 an eighth, 0 a sixteenth.</summary>
    /// <param name="step">0 to <see cref="Steps"/> - 1.</param>
    public int Strength(int step) => plan.Grid.Strength(step);

    /// <summary>Keys of a pitched part.</summary>
    /// <param name="part">Any part but drums.</param>
    public PartRange Range(Part part) => plan.Idiom.Ranges[part];

    /// <summary>How long notes sound: the share of the way to the next note, and the longest in sixteenths.</summary>
    /// <param name="part">Bass, lead or counter.</param>
    public (double Gate, int LongestSteps) Articulation(Part part) => part switch
    {
        Part.Bass => (plan.Idiom.Basses[plan.Choose(plan.Idiom.Basses, plan.PeriodDraws(Use.BassLine))].Gate, Steps),
        Part.Counter => (plan.Idiom.Counter.Gate, plan.Idiom.Counter.LongestSteps),
        _ => (plan.Idiom.Lead.Gate, plan.Idiom.Lead.LongestSteps),
    };

    /// <summary>The tones a part uses over the chord at a sixteenth, the chord's own among them, as a bit mask of pitch classes.</summary>
    /// <param name="part">The lead keeps to its style's palette; others use the chord's scale.</param>
    /// <param name="step">0 to <see cref="Steps"/> - 1.</param>
    public int Tones(Part part, int step)
    {
        HarmonySlot slot = plan.Slots[plan.SlotAt(step)];
        return part == Part.Lead ? plan.MelodyMask(slot) : slot.Scale.Mask | slot.Chord.Mask;
    }
}
