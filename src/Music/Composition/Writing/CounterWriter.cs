using SessionService.Music.Random;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Theory;

namespace SessionService.Music.Composition.Writing;

/// <summary>
/// Writes the second melody: long tones of the inner voice under a lead that moves, a livelier line where the lead rests
/// or holds. It goes against the lead's direction or stays, and never stands a fifth or octave from it, so that parallel
/// perfect intervals cannot come about at any density.
/// </summary>
internal static class CounterWriter
{
    private const int Reach = 9;
    private const int NoPitch = -1;

    public static void Write(BarPlan bar, int layer, int ordinal, CounterScratch scratch, List<Note> notes)
    {
        CounterRandom draws = bar.BarDraws(Use.Counter, ordinal);
        Strokes strokes = scratch.Own;
        Collect(bar, ordinal, draws, strokes);
        int near = NoPitch;
        for (int i = 0; i < strokes.Count; i++)
        {
            // As with the lead, pitches follow from all places, so that density does not change the line.
            Stroke stroke = strokes[i];
            int pitch = Choose(bar, ordinal, stroke, near, scratch);
            near = pitch == NoPitch ? near : pitch;
            if (stroke.Sounds && pitch != NoPitch)
            {
                Add(bar, layer, strokes, i, pitch, draws, notes);
            }
        }
    }

    private static void Collect(BarPlan bar, int ordinal, CounterRandom draws, Strokes strokes)
    {
        strokes.Clear();
        CounterIdiom idiom = bar.Idiom.Counter;
        CounterRandom choice = bar.UnitDraws(Use.Counter, bar.Form.Unit, ordinal);
        StepPattern slow = idiom.Slow[(int)(choice.ValueAt(0) * idiom.Slow.Count)];
        StepPattern busy = idiom.Busy[(int)(choice.ValueAt(1 + bar.Form.BarInUnit) * idiom.Busy.Count)];
        Development lead = Developments.Of(bar, bar.Form.BarInUnit);
        bool rests = ordinal == 0 && lead is Development.Rest or Development.Answer;
        bool holds = ordinal == 0 && lead == Development.Cadence;
        int end = bar.Context.Role == BarRole.Body ? bar.Grid.Steps : bar.Grid.GroupStart(bar.Grid.Groups - 1);
        for (int step = 0; step < end; step++)
        {
            StepPattern pattern = rests || (holds && step > bar.Grid.HalfStep) ? busy : slow;
            char kind = bar.At(pattern, step, repeats: false);
            if (kind != '.')
            {
                double threshold = kind switch { 'X' => 0.2, 'x' => 0.42, _ => 0.62 } + ((draws.ValueAt(step * 4) - 0.5) * 0.14);
                strokes.Add(step, kind, bar.Density >= threshold, threshold);
            }
        }
    }

    private static int Choose(BarPlan bar, int ordinal, Stroke stroke, int near, CounterScratch scratch)
    {
        HarmonySlot slot = bar.Slots[bar.SlotAt(stroke.Step)];
        PartRange range = bar.Idiom.Ranges[Part.Counter];
        double centre = range.Low + 6 + (bar.Register * Math.Max(0, range.High - range.Low - 12));
        int home = PitchClass.Fold(PitchClass.Nearest(slot.Voices[ordinal == 0 ? 2 : 1], (int)Math.Round(centre)), range.Low, range.High);
        bool firm = near == NoPitch || stroke.Kind == 'X' || bar.Grid.Strength(stroke.Step) >= 2;
        int from = near == NoPitch ? home : near;
        int direction = LeadDirection(scratch, stroke.Step);
        int mask = firm ? BarPlan.RestingMask(slot) : bar.MelodyMask(slot);
        int best = NoPitch;
        double least = double.MaxValue;
        for (int pitch = Math.Max(range.Low, from - Reach); pitch <= Math.Min(range.High, from + Reach); pitch++)
        {
            if (!PitchClass.In(mask, pitch) || !scratch.Allows(pitch, stroke.Step))
            {
                continue;
            }

            double cost = Cost(pitch, from, home, near == NoPitch ? 0 : direction) + scratch.Clash(pitch, stroke.Step);
            if (cost < least)
            {
                (best, least) = (pitch, cost);
            }
        }

        return best;
    }

    // By step, against the lead, near the voice it comes from.
    private static double Cost(int pitch, int from, int home, int leadDirection)
    {
        int move = pitch - from;
        double cost = Math.Abs(move) + (0.4 * Math.Abs(pitch - home));
        cost += move == 0 ? 2.5 : 0;
        return cost + (leadDirection != 0 && Math.Sign(move) == leadDirection ? 3 : 0);
    }

    private static int LeadDirection(CounterScratch scratch, int step)
    {
        int last = NoPitch;
        int before = NoPitch;
        for (int i = 0; i < scratch.Lead.Count && scratch.Lead[i].Step <= step; i++)
        {
            (before, last) = (last, scratch.Pitches[i]);
        }

        return before == NoPitch ? 0 : Math.Sign(last - before);
    }

    private static void Add(BarPlan bar, int layer, Strokes strokes, int index, int pitch, CounterRandom draws, List<Note> notes)
    {
        CounterIdiom idiom = bar.Idiom.Counter;
        Stroke stroke = strokes[index];
        int tick = bar.Hand(stroke.Step, draws.ValueAt((stroke.Step * 4) + 1));
        int next = strokes.NextSounding(index, bar.Grid.Steps);
        int slot = bar.SlotAt(stroke.Step) + 1;
        next = slot < bar.SlotCount ? Math.Min(next, bar.Slots[slot].Step) : next;
        int length = Math.Clamp((int)((bar.TickOf(next) - tick) * idiom.Gate), 1, idiom.LongestSteps * BarGrid.StepTicks);
        byte velocity = bar.Velocity(0.15 + (0.6 * Strokes.Weight(stroke.Kind)), stroke.Step, draws.ValueAt((stroke.Step * 4) + 2));
        notes.Add(new Note(layer, tick, length, (byte)pitch, velocity));
    }
}
