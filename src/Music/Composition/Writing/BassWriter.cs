using SessionService.Music.Random;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Theory;

namespace SessionService.Music.Composition.Writing;

/// <summary>
/// Writes the bass: the chord's bass note where a chord begins, its pattern between, leaning on the bass drum, and a
/// step into the chord that follows. A second bass layer sustains the octave above.
/// </summary>
internal static class BassWriter
{
    private const int DeadTicks = 90;

    public static void Write(BarPlan bar, int layer, int ordinal, Strokes strokes, List<Note> notes)
    {
        IReadOnlyList<BassLine> lines = bar.Idiom.Basses;
        BassLine line = lines[bar.Choose(lines, bar.PeriodDraws(Use.BassLine))];
        CounterRandom draws = bar.BarDraws(Use.Bass, ordinal);
        if (ordinal > 0)
        {
            Sustain(bar, layer, draws, notes);
            return;
        }

        Collect(bar, line.Pattern, draws, strokes);
        for (int i = 0; i < strokes.Count; i++)
        {
            if (strokes[i].Sounds)
            {
                Add(bar, layer, line, strokes, i, draws, notes);
            }
        }
    }

    /// <summary>The bass note that lies under a step where all notes of its line sound.</summary>
    /// <param name="bar">The bar.</param>
    /// <param name="step">The step.</param>
    public static int ToneAt(BarPlan bar, int step)
    {
        IReadOnlyList<BassLine> lines = bar.Idiom.Basses;
        StepPattern pattern = lines[bar.Choose(lines, bar.PeriodDraws(Use.BassLine))].Pattern;
        HarmonySlot slot = bar.Slots[bar.SlotAt(step)];
        for (int at = step; at > slot.Step; at--)
        {
            char kind = bar.At(pattern, at, repeats: false);
            if (kind is not ('.' or 'T' or 'g'))
            {
                double draw = bar.BarDraws(Use.Bass).ValueAt((at * 4) + 1);
                return Pitch(bar, slot, bar.After(bar.SlotAt(at)), new Stroke(at, kind, true), draw);
            }
        }

        return slot.Bass;
    }

    private static void Collect(BarPlan bar, StepPattern pattern, CounterRandom draws, Strokes strokes)
    {
        strokes.Clear();
        bool drums = bar.LayersOf(Part.Drums) > 0;
        StepPattern kick = bar.Kick;
        for (int step = 0; step < bar.Grid.Steps; step++)
        {
            char kind = bar.At(pattern, step, repeats: false);
            bool begins = bar.ChordBegins(step);
            kind = begins ? (kind == 'T' ? 'T' : 'R') : kind == 'T' ? '.' : kind;
            if (kind == '.')
            {
                continue;
            }

            // Notes with the bass drum come early, those beside it late.
            double lock_ = drums ? (bar.At(kick, step, repeats: true) is '.' ? 0.06 : -0.12) : 0;
            double threshold = Strokes.Threshold(kind) + lock_ + ((draws.ValueAt(step * 4) - 0.5) * 0.2);
            bool carries = kind is 'H' or 'F';
            strokes.Add(step, kind, begins || carries || bar.Density >= Math.Max(0.03, threshold));
        }
    }

    private static void Add(BarPlan bar, int layer, BassLine line, Strokes strokes, int index, CounterRandom draws, List<Note> notes)
    {
        Stroke stroke = strokes[index];
        int slot = bar.SlotAt(stroke.Step);
        int pitch = Pitch(bar, bar.Slots[slot], bar.After(slot), stroke, draws.ValueAt((stroke.Step * 4) + 1));
        int tick = bar.Hand(stroke.Step, draws.ValueAt((stroke.Step * 4) + 2));
        int end = strokes.NextSounding(index, bar.Grid.Steps);
        bool ties = stroke.Kind == 'T' && bar.HoldsOn && end == bar.Grid.Steps;
        int gap = bar.TickOf(end) - tick;
        int length = ties ? gap + bar.Grid.BarTicks : (int)(gap * line.Gate);
        length = stroke.Kind == 'g' ? Math.Min(length, DeadTicks) : length;
        byte velocity = bar.Velocity(0.9 * Strokes.Weight(stroke.Kind), stroke.Step, draws.ValueAt((stroke.Step * 4) + 3));
        notes.Add(new Note(layer, tick, Math.Max(1, length), (byte)pitch, velocity));
    }

    private static int Pitch(BarPlan bar, HarmonySlot slot, HarmonySlot next, Stroke stroke, double draw)
    {
        PartRange range = bar.Idiom.Ranges[Part.Bass];
        int bass = slot.Bass;
        int root = PitchClass.Nearest(slot.Chord.Root, bass);
        int pitch = stroke.Kind switch
        {
            '7' => Seventh(slot, root, bass),
            'w' => Walk(bar, slot, next, stroke.Step, draw),
            '5' or 'F' => Near(root + slot.Chord.Fifth, range, bass),
            '8' => bass + 12 <= range.High ? bass + 12 : bass,
            '3' => Near(root + slot.Chord.Third, range, bass),
            'a' => Approach(bar, slot, next, draw),
            _ => bass,
        };
        return PitchClass.Fold(pitch, range.Low, range.High);
    }

    private static int Seventh(HarmonySlot slot, int root, int bass) =>
        slot.Chord.Contains(root + 10) || slot.Scale.Contains(root + 10) ? root - 2
        : slot.Chord.Contains(root + 11) ? root - 1 : bass;

    // A walking line climbs or falls by chord tones, one a beat, and comes upon the next root from next door. Where the
    // chord stays or moves little, the unit says which way; near the end of the range there is one way only.
    private static int Walk(BarPlan bar, HarmonySlot slot, HarmonySlot next, int step, double draw)
    {
        int index = bar.SlotAt(step);
        int end = index + 1 < bar.SlotCount ? bar.Slots[index + 1].Step : bar.Grid.Steps;
        if (end - step <= 4)
        {
            return Approach(bar, slot, next, draw);
        }

        PartRange range = bar.Idiom.Ranges[Part.Bass];
        int leap = next.Bass - slot.Bass;
        bool up = Math.Abs(leap) >= 3 ? leap > 0 : bar.UnitDraws(Use.Bass, bar.Form.Unit).ValueAt(bar.Form.BarInUnit) < 0.5;
        up = slot.Bass - Interval.Fifth < range.Low || (up && slot.Bass + Interval.Fifth <= range.High);
        int pitch = slot.Bass;
        for (int beat = (step - slot.Step + 3) / 4; beat > 0; beat--)
        {
            do
            {
                pitch += up ? 1 : -1;
            }
            while (!slot.Chord.Contains(pitch));
        }

        return pitch;
    }

    private static int Near(int pitch, PartRange range, int to) =>
        pitch - 12 >= range.Low && Math.Abs(pitch - 12 - to) < Math.Abs(pitch - to) ? pitch - 12 : pitch;

    // From the side the line comes from: by a step of the scale, or by a semitone as tension rises.
    private static int Approach(BarPlan bar, HarmonySlot slot, HarmonySlot next, double draw)
    {
        if (next.Bass == slot.Bass)
        {
            return slot.Bass + slot.Chord.Fifth;
        }

        int side = next.Bass > slot.Bass ? -1 : 1;
        bool chromatic = draw < 0.25 + (0.5 * bar.Tension);
        bool half = chromatic || slot.Scale.Contains(next.Bass + side);
        return next.Bass + (half ? side : 2 * side);
    }

    private static void Sustain(BarPlan bar, int layer, CounterRandom draws, List<Note> notes)
    {
        PartRange range = bar.Idiom.Ranges[Part.Bass];
        for (int slot = 0; slot < bar.SlotCount; slot++)
        {
            HarmonySlot chord = bar.Slots[slot];
            int tick = bar.TickOf(chord.Step);
            int end = slot + 1 < bar.SlotCount ? bar.TickOf(bar.Slots[slot + 1].Step) : bar.Grid.BarTicks;
            int pitch = chord.Bass + 12 <= range.High ? chord.Bass + 12 : chord.Bass;
            notes.Add(new Note(layer, tick, end - tick, (byte)pitch, bar.Velocity(0.3, chord.Step, draws.ValueAt(slot))));
        }
    }
}
