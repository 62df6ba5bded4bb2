using SessionService.Music.Random;
using SessionService.Music.Score;
using SessionService.Music.Styles;

namespace SessionService.Music.Composition.Writing;

/// <summary>
/// Writes the harmony: the plan's voicings in the rhythm of the period. A second layer takes another rhythm with the two
/// upper voices, an octave up where the range allows.
/// </summary>
internal static class ChordWriter
{
    public static void Write(BarPlan bar, int layer, int ordinal, Strokes strokes, List<Note> notes)
    {
        IReadOnlyList<Comp> comps = bar.Idiom.Comps;
        Comp comp = comps[bar.Choose(comps, bar.PeriodDraws(Use.Comp, ordinal))];
        CounterRandom draws = bar.BarDraws(Use.Chords, ordinal);
        Collect(bar, comp.Pattern, draws, strokes);
        for (int i = 0; i < strokes.Count; i++)
        {
            if (strokes[i].Sounds)
            {
                Strike(bar, layer, ordinal, comp, strokes, i, draws, notes);
            }
        }
    }

    private static void Collect(BarPlan bar, StepPattern pattern, CounterRandom draws, Strokes strokes)
    {
        strokes.Clear();
        for (int step = 0; step < bar.Grid.Steps; step++)
        {
            char kind = bar.At(pattern, step, repeats: false);
            bool begins = bar.ChordBegins(step);

            // A chord is heard when it begins, unless a stroke comes soon enough; a tied one is struck nowhere else.
            bool soon = step == 0 && pattern[0] == '.' && pattern[2] != '.' && bar.SlotCount == 1;
            kind = kind == 'T' && !begins ? '.' : kind == '.' && begins && !soon ? 'X' : kind;
            if (kind != '.')
            {
                double threshold = Strokes.Threshold(kind) + ((draws.ValueAt(step) - 0.5) * 0.2);
                strokes.Add(step, kind, (kind is 'X' or 'T') || bar.Density >= threshold);
            }
        }
    }

    private static void Strike(
        BarPlan bar, int layer, int ordinal, Comp comp, Strokes strokes, int index, CounterRandom draws, List<Note> notes)
    {
        Stroke stroke = strokes[index];
        HarmonySlot slot = bar.Slots[bar.SlotAt(stroke.Step)];
        int end = strokes.NextSounding(index, bar.Grid.Steps);
        bool ties = stroke.Kind == 'T' && bar.HoldsOn && end == bar.Grid.Steps;
        int tick = bar.TickOf(stroke.Step);
        int gap = bar.TickOf(end) - tick;
        int length = ties ? gap + bar.Grid.BarTicks : Math.Min((int)(gap * comp.Gate), comp.LongestSteps * BarGrid.StepTicks);
        int stagger = stroke.Kind == 'T' ? Math.Min(comp.StaggerSteps * BarGrid.StepTicks, length / 8) : 0;
        for (int voice = 0; voice < 4; voice++)
        {
            double draw = draws.ValueAt(1024 + (stroke.Step * 8) + voice);
            bool holds = comp.Sustains && (voice is 0 or 3);
            if (!Speaks(bar, voice, ordinal) || (holds && !Opens(bar, stroke.Step)))
            {
                continue;
            }

            int delay = (voice * (comp.StrumTicks + stagger)) + (int)(draw * bar.Idiom.HumaniseTicks * 0.5);
            delay = Math.Min(delay, Math.Max(0, Math.Min(length, bar.Grid.BarTicks - tick) - 1));
            double weight = Strokes.Weight(stroke.Kind) * (voice == 3 ? 0.9 : 0.72);
            byte velocity = bar.Velocity(weight, stroke.Step, draw);
            int sounding = holds ? HeldTo(bar, stroke.Step) - tick : length;
            notes.Add(new Note(layer, tick + delay, Math.Max(1, sounding - delay), Pitch(bar, slot, voice, ordinal), velocity));
        }
    }

    private static bool Opens(BarPlan bar, int step) => step == 0 || bar.ChordBegins(step);

    private static int HeldTo(BarPlan bar, int step)
    {
        int next = bar.SlotAt(step) + 1;
        return bar.TickOf(next < bar.SlotCount ? bar.Slots[next].Step : bar.Grid.Steps);
    }

    // Voices join as density rises: first a shell, then the whole chord.
    private static bool Speaks(BarPlan bar, int voice, int ordinal)
    {
        if (ordinal > 0)
        {
            return voice >= 2;
        }

        bool alone = bar.LayersOf(Part.Bass) == 0;
        return voice != 0 || alone || bar.Density >= 0.22;
    }

    private static byte Pitch(BarPlan bar, HarmonySlot slot, int voice, int ordinal)
    {
        int pitch = slot.Voices[voice];
        return (byte)(ordinal > 0 && pitch + 12 <= bar.Idiom.Ranges[Part.Chords].High ? pitch + 12 : pitch);
    }
}
