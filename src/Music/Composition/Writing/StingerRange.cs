using SessionService.Music.Score;
using SessionService.Music.Styles;

namespace SessionService.Music.Composition.Writing;

/// <summary>Keeps stingers where their instrument sounds.</summary>
internal static class StingerRange
{
    // Every instrument that plays stingers has these.
    private static readonly PartRange Safe = new(55, 84);

    /// <summary>The keys the instrument of a stinger is known to have: those some style gives it.</summary>
    public static PartRange Of(StingerContext context)
    {
        Style? style = StyleCatalogue.Find(context.Style);
        string? name = context.Instrument ?? style?.StingerInstrument.Instrument;
        if (name is null)
        {
            return Safe;
        }

        if (style is not null && string.Equals(style.StingerInstrument.Instrument, name, StringComparison.Ordinal))
        {
            return style.StingerRange;
        }

        PartRange widest = new(0, 0);
        foreach (Style other in StyleCatalogue.All)
        {
            foreach (PartRange range in RangesOf(other, name))
            {
                widest = range.High - range.Low > widest.High - widest.Low ? range : widest;
            }
        }

        return widest.High - widest.Low >= 12 ? widest : Safe;
    }

    /// <summary>
    /// Moves all notes by the octaves that leave the fewest outside, and then each of those alone; of two that meet on one key
    /// the louder stays.
    /// </summary>
    public static void Fit(List<Note> notes, PartRange range)
    {
        int best = 0, fewest = Outside(notes, range, 0);
        foreach (int shift in (ReadOnlySpan<int>)[-12, 12, -24, 24])
        {
            int outside = Outside(notes, range, shift);
            (best, fewest) = outside < fewest ? (shift, outside) : (best, fewest);
        }

        for (int i = 0; i < notes.Count; i++)
        {
            notes[i] = notes[i] with { Pitch = (byte)Folded(notes[i].Pitch + best, range) };
        }

        for (int i = notes.Count - 1; i >= 0; i--)
        {
            Note note = notes[i];
            if (notes.Exists(other => other.Tick == note.Tick && other.Pitch == note.Pitch && other.Velocity > note.Velocity))
            {
                notes.RemoveAt(i);
            }
        }
    }

    private static IEnumerable<PartRange> RangesOf(Style style, string name)
    {
        if (string.Equals(style.StingerInstrument.Instrument, name, StringComparison.Ordinal))
        {
            yield return style.StingerRange;
        }

        foreach ((Part part, PartRange range) in style.Idiom.Ranges)
        {
            if (string.Equals(style.Instruments[part].Instrument, name, StringComparison.Ordinal))
            {
                yield return range;
            }
        }
    }

    private static int Outside(List<Note> notes, PartRange range, int shift)
    {
        int outside = 0;
        foreach (Note note in notes)
        {
            outside += range.Contains(note.Pitch + shift) ? 0 : 1;
        }

        return outside;
    }

    private static int Folded(int pitch, PartRange range)
    {
        while (pitch < range.Low)
        {
            pitch += 12;
        }

        while (pitch > range.High)
        {
            pitch -= 12;
        }

        return pitch;
    }
}
