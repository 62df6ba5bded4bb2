using SessionService.Music.Random;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Theory;

namespace SessionService.Music.Composition.Writing;

/// <summary>
/// Writes atmosphere: a drone over two bars on a tone that suits the harmony, a fifth above it and a swell on the odd
/// bar as density rises. A second layer takes the fifth alone.
/// </summary>
internal static class TextureWriter
{
    public static void Write(BarPlan bar, int layer, int ordinal, List<Note> notes)
    {
        CounterRandom draws = bar.BarDraws(Use.Texture, ordinal);
        PartRange range = bar.Idiom.Ranges[Part.Texture];
        HarmonySlot slot = bar.Slots[0];
        int centre = range.Low + 6 + (int)(bar.Register * Math.Max(0, range.High - range.Low - 18));
        if (ordinal == 0 && Rises(bar))
        {
            Rise(bar, layer, bar.Grid.HalfStep, notes);
        }

        bool starts = bar.Form.BarInUnit % 2 == 0;
        int drone = PitchClass.Fold(PitchClass.Nearest(Anchor(bar, slot), centre), range.Low, range.High);
        int fifth = Second(slot, drone, range);
        int whole = bar.Grid.BarTicks;
        if (starts)
        {
            bool leaves = bar.Context.Role != BarRole.Body;
            int length = leaves ? whole : 2 * whole;
            Add(bar, layer, 0, length, ordinal == 0 ? drone : fifth, 0.5, draws.ValueAt(0), notes);
            if (ordinal == 0 && bar.Density >= 0.45 + (0.2 * draws.ValueAt(1)))
            {
                Add(bar, layer, 0, length, fifth, 0.25, draws.ValueAt(2), notes);
            }
        }
        else if (bar.Density >= 0.55 + (0.3 * draws.ValueAt(3)))
        {
            int swell = PitchClass.Fold(PitchClass.Nearest(slot.Chord.Root, centre + 12), range.Low, range.High);
            bool free = swell != drone && swell != fifth;
            int from = bar.Grid.HalfTick;
            Add(bar, layer, from, whole - from, free ? swell : swell + 12 <= range.High ? swell + 12 : swell - 12, 0.2, draws.ValueAt(4), notes);
        }
    }

    private static bool Rises(BarPlan bar) => bar.Context.Role == BarRole.Body
        ? bar.Form.IsBuildEnd && bar.Idiom.Rolls
        : bar.Context.Riser;

    /// <summary>Eighths that climb the scale from the middle of the bar, or a later step, louder and louder.</summary>
    public static void Rise(BarPlan bar, int layer, int from, List<Note> notes)
    {
        PartRange range = bar.Idiom.Ranges[Part.Texture];
        CounterRandom draws = bar.BarDraws(Use.Texture);
        int first = Math.Max(from, bar.Grid.HalfStep);
        int count = (bar.Grid.Steps - first + 1) / 2;
        int mask = bar.Slots[bar.SlotAt(Math.Min(first, bar.Grid.Steps - 1))].Scale.Mask;
        int pitch = PitchClass.NearestIn(mask, range.High - (2 * count));
        for (int i = 0; i < count; i++)
        {
            int step = first + (2 * i);
            int tick = bar.TickOf(step);
            int inside = PitchClass.Fold(pitch, range.Low, range.High);
            byte velocity = bar.Velocity(0.7 * (i + 1) / count, step, draws.ValueAt(32 + i));
            notes.Add(new Note(layer, tick, bar.Grid.BarTicks - tick, (byte)inside, velocity));
            pitch = PitchClass.NearestIn(mask & ~(1 << PitchClass.Of(pitch)), pitch + 2);
        }
    }

    // The chord tone nearest to the fifth above: the fifth itself where the harmony has it.
    private static int Second(HarmonySlot slot, int drone, PartRange range)
    {
        int others = slot.Chord.Mask & ~(1 << PitchClass.Of(drone));
        return PitchClass.Fold(PitchClass.NearestIn(others, drone + Interval.Fifth), range.Low, range.High);
    }

    // The tonic or its fifth where the chord holds one, so that the drone may stay while the next chord comes.
    private static int Anchor(BarPlan bar, HarmonySlot slot)
    {
        int tonic = bar.Key.Tonic;
        return slot.Chord.Contains(tonic) ? tonic
            : slot.Chord.Contains(tonic + Interval.Fifth) ? tonic + Interval.Fifth : slot.Chord.Root;
    }

    private static void Add(BarPlan bar, int layer, int tick, int length, int pitch, double weight, double draw, List<Note> notes) =>
        notes.Add(new Note(layer, tick, length, (byte)pitch, bar.Velocity(weight, 0, draw)));
}
