using SessionService.Music.Random;
using SessionService.Music.Score;
using SessionService.Music.Styles;

namespace SessionService.Music.Composition.Writing;

/// <summary>
/// Writes broken chords: rungs of the chord in the figure's order. What a step plays does not depend on which other
/// steps sound. A second layer plays the mirrored order, half a beat apart.
/// </summary>
internal static class ArpWriter
{
    private const int Rungs = 5;

    public static void Write(BarPlan bar, int layer, int ordinal, Strokes strokes, List<Note> notes)
    {
        IReadOnlyList<ArpFigure> figures = bar.Idiom.Arps;
        ArpFigure figure = figures[bar.Choose(figures, bar.PeriodDraws(Use.ArpFigure))];
        CounterRandom draws = bar.BarDraws(Use.Arp, ordinal);
        int turn = (int)(bar.UnitDraws(Use.Arp, bar.Form.Unit).ValueAt(0) * 4) * 2;
        Collect(bar, figure, ordinal, draws, strokes);
        for (int i = 0; i < strokes.Count; i++)
        {
            Stroke stroke = strokes[i];
            if (!stroke.Sounds)
            {
                continue;
            }

            int tick = bar.Hand(stroke.Step, draws.ValueAt((stroke.Step * 4) + 1));
            int gap = bar.TickOf(strokes.NextSounding(i, bar.Grid.Steps)) - tick;
            int length = Math.Clamp((int)(gap * figure.Gate), 1, bar.Grid.BarTicks - tick);
            int rung = Rung(figure, stroke.Step, turn, bar, ordinal);
            byte velocity = bar.Velocity(0.8 * Strokes.Weight(stroke.Kind), stroke.Step, draws.ValueAt((stroke.Step * 4) + 2));
            notes.Add(new Note(layer, tick, length, Pitch(bar, stroke.Step, rung), velocity));
        }
    }

    private static void Collect(BarPlan bar, ArpFigure figure, int ordinal, CounterRandom draws, Strokes strokes)
    {
        strokes.Clear();
        for (int step = 0; step < bar.Grid.Steps; step++)
        {
            char kind = Kind(bar, figure.Pattern, step, ordinal);
            if (kind != '.')
            {
                double threshold = Strokes.Threshold(kind) + 0.05 + ((draws.ValueAt(step * 4) - 0.5) * 0.24);
                strokes.Add(step, kind, bar.Density >= threshold);
            }
        }
    }

    private static char Kind(BarPlan bar, StepPattern pattern, int step, int ordinal)
    {
        if (pattern.Length != StepPattern.Common)
        {
            return pattern[(step + (2 * ordinal)) % pattern.Length];
        }

        int cell = bar.Grid.Cell(step);
        return cell < 0 ? '.' : pattern[(cell + (2 * ordinal)) % StepPattern.Common];
    }

    private static int Rung(ArpFigure figure, int step, int turn, BarPlan bar, int ordinal)
    {
        // The figure begins anew with each bar, turned by the unit, so that it is a figure and not noise.
        int place = ((step / figure.RungSteps) + (bar.Form.BarInUnit == 3 ? turn : 0)) % figure.Order.Length;
        int rung = figure.Order[place] - '0';
        return ordinal > 0 ? Rungs - 1 - rung : rung;
    }

    private static byte Pitch(BarPlan bar, int step, int rung)
    {
        PartRange range = bar.Idiom.Ranges[Part.Arp];
        HarmonySlot slot = bar.Slots[bar.SlotAt(step)];
        int pitch = range.Low + (int)Math.Round(bar.Register * Math.Max(0, range.High - range.Low - 21));
        for (int left = rung; ; pitch++)
        {
            if (slot.Chord.Contains(pitch) && left-- == 0)
            {
                return (byte)(pitch > range.High ? pitch - 12 : pitch);
            }
        }
    }
}
