using SessionService.Music.Random;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Theory;

namespace SessionService.Music.Composition.Writing;

/// <summary>
/// Writes the melody: the scene's motif, developed by the unit's plan along an arch, chord tones on beats and accents,
/// scale tones between, a long note where the unit closes. A second layer answers where the first rests and holds a
/// guide tone otherwise.
/// </summary>
internal static class LeadWriter
{
    public static void Write(BarPlan bar, int layer, int ordinal, Strokes strokes, List<Note> notes)
    {
        Span<int> buffer = stackalloc int[Motif.Size];
        Motif motif = Motif.Of(bar.Idiom.Lead, bar.SceneSeed, buffer);
        Development development = Developments.Of(bar, bar.Form.BarInUnit);
        if (ordinal > 0)
        {
            if (development is not (Development.Rest or Development.Cadence))
            {
                Guide(bar, layer, notes);
                return;
            }

            development = Development.Answer;
        }

        MelodyLine line = new(bar, motif, development, ordinal);
        line.Collect(strokes);
        Emit(line, layer, strokes, notes);
    }

    /// <summary>
    /// The tune of the bar without sounding it: every place it may have a note at, with the density that takes, and the
    /// pitches.
    /// </summary>
    public static void Trace(BarPlan bar, Strokes strokes, Span<byte> pitches)
    {
        Span<int> buffer = stackalloc int[Motif.Size];
        Motif motif = Motif.Of(bar.Idiom.Lead, bar.SceneSeed, buffer);
        MelodyLine line = new(bar, motif, Developments.Of(bar, bar.Form.BarInUnit), 0);
        line.Collect(strokes);
        TuneMemory memory = default;
        for (int i = 0; i < strokes.Count; i++)
        {
            pitches[i] = (byte)line.Pitch(strokes, i, ref memory);
        }
    }

    private static void Emit(MelodyLine line, int layer, Strokes strokes, List<Note> notes)
    {
        BarPlan bar = line.Bar;
        LeadIdiom idiom = bar.Idiom.Lead;
        CounterRandom hand = bar.BarDraws(Use.Lead, line.Ordinal);
        TuneMemory memory = default;
        for (int i = 0; i < strokes.Count; i++)
        {
            // Pitches follow from all candidates, sounding or not, so that density does not change the tune.
            Stroke stroke = strokes[i];
            int pitch = line.Pitch(strokes, i, ref memory);
            if (!stroke.Sounds)
            {
                continue;
            }

            int tick = bar.Hand(stroke.Step, hand.ValueAt((stroke.Step * 4) + 1));
            int gap = bar.TickOf(strokes.NextSounding(i, bar.Grid.Steps)) - tick;
            int length = Math.Clamp((int)(gap * idiom.Gate), 1, idiom.LongestSteps * BarGrid.StepTicks);
            byte velocity = bar.Velocity(0.25 + (0.75 * Strokes.Weight(stroke.Kind)), stroke.Step, hand.ValueAt((stroke.Step * 4) + 2));
            notes.Add(new Note(layer, tick, length, (byte)pitch, velocity));
        }
    }

    // The tone that makes the chord what it is: its third, or what stands for it.
    private static void Guide(BarPlan bar, int layer, List<Note> notes)
    {
        PartRange range = bar.Idiom.Ranges[Part.Lead];
        int near = Scale.Of(bar.Key).PitchAt(MelodyLine.Tonic(bar, bar.Key.Tonic), MelodyLine.Height(bar) - 2);
        for (int i = 0; i < bar.SlotCount; i++)
        {
            HarmonySlot slot = bar.Slots[i];
            int from = bar.TickOf(slot.Step);
            int to = i + 1 < bar.SlotCount ? bar.TickOf(bar.Slots[i + 1].Step) : bar.Grid.BarTicks;
            near = PitchClass.Fold(PitchClass.Nearest(slot.Chord.Root + slot.Chord.Third, near), range.Low, range.High);
            if (bar.Density >= 0.3)
            {
                notes.Add(new Note(layer, from, to - from, (byte)near, bar.Velocity(0.2, slot.Step, 0.5)));
            }
        }
    }
}
