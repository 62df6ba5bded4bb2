using SessionService.Music.Styles;
using SessionService.Music.Theory;

namespace SessionService.Music.Composition.Writing;

/// <summary>What a melody remembers of its bar.</summary>
internal struct TuneMemory
{
    /// <summary>The pitch before, 0 at the bar's beginning.</summary>
    public int Pitch;

    /// <summary>The scale degree the contour wished there.</summary>
    public int Degree;

    /// <summary>The pitch that sounds on the last strong beat, 0 for none.</summary>
    public int StrongPitch;

    /// <summary>The bass there.</summary>
    public int StrongBass;
}

/// <summary>What the contour wishes at a place.</summary>
/// <param name="Pitch">The pitch.</param>
/// <param name="Degree">Its scale degree.</param>
/// <param name="Step">The place.</param>
/// <param name="Next">The melody's next place, or the bar's end.</param>
internal readonly record struct TuneWish(int Pitch, int Degree, int Step, int Next);

/// <summary>
/// Chooses a melody's pitches: as near as may be to what the contour wishes, by step where it goes by step, and on strong
/// beats a third, sixth or tenth over the bass rather than a fifth, octave or seventh. Two such beats of one bar never
/// stand in the same perfect interval while both voices move.
/// </summary>
internal static class TuneChoice
{
    private const int Reach = 7;
    private const double Forbidden = 40;

    public static int Choose(BarPlan bar, PartRange range, int mask, TuneWish wish, ref TuneMemory memory)
    {
        int strong = StrongStep(bar, wish);
        int bass = strong >= 0 ? BassWriter.ToneAt(bar, strong) : 0;
        int centre = Math.Clamp(wish.Pitch, range.Low, range.High);
        int best = PitchClass.Fold(PitchClass.NearestIn(mask, centre), range.Low, range.High);
        double least = double.MaxValue;
        for (int pitch = Math.Max(range.Low, centre - Reach); pitch <= Math.Min(range.High, centre + Reach); pitch++)
        {
            if (!PitchClass.In(mask, pitch))
            {
                continue;
            }

            double cost = Math.Abs(pitch - wish.Pitch) + Motion(pitch, wish, memory);
            cost += strong >= 0 ? Over(bar, pitch, strong, bass, memory) : 0;
            if (cost < least)
            {
                (best, least) = (pitch, cost);
            }
        }

        if (strong >= 0)
        {
            (memory.StrongPitch, memory.StrongBass) = (best, bass);
        }

        return best;
    }

    // A note counts on the strong beat it begins on, or over which it is held.
    private static int StrongStep(BarPlan bar, TuneWish wish) =>
        bar.Grid.Strength(wish.Step) >= 3 ? wish.Step
        : wish.Step < bar.Grid.HalfStep && wish.Next > bar.Grid.HalfStep ? bar.Grid.HalfStep : -1;

    private static double Motion(int pitch, TuneWish wish, TuneMemory memory)
    {
        if (memory.Pitch == 0)
        {
            return 0;
        }

        int move = pitch - memory.Pitch;
        int wished = wish.Degree - memory.Degree;
        int distance = Math.Abs(move);
        double cost = distance > 9 ? 6 : 0;
        if (wished == 0)
        {
            return cost + (distance == 0 ? 0 : 1);
        }

        cost += distance == 0 ? 4 : Math.Sign(move) != Math.Sign(wished) ? 3 : 0;
        return cost + (Math.Abs(wished) == 1 && distance > 2 ? 1.2 * (distance - 2) : 0);
    }

    private static double Over(BarPlan bar, int pitch, int step, int bass, TuneMemory memory)
    {
        bool parallel = memory.StrongPitch > 0
            && Interval.IsParallelPerfect(memory.StrongBass, memory.StrongPitch, bass, pitch);
        int root = bar.Slots[bar.SlotAt(step)].Bass;
        double cost = Math.Max(Consonance(bar, step, pitch - root), Consonance(bar, step, pitch - bass));
        return cost + (parallel ? Forbidden : 0);
    }

    // Every other downbeat is free to stand in a perfect interval; the strong beats before and after it keep clear of them,
    // so that no two follow each other over a bar line either.
    private static double Consonance(BarPlan bar, int step, int interval) => PitchClass.Of(interval) switch
    {
        0 or Interval.Fifth => step == 0 && bar.Form.BarInUnit % 2 == 0 ? 0.5 : 4,
        1 or 2 or 6 or 10 or 11 => 3.5 * (1 - bar.Tension),
        _ => 0,
    };
}
