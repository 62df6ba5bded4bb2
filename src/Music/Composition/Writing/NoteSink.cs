using System.Runtime.InteropServices;
using SessionService.Music.Score;

namespace SessionService.Music.Composition.Writing;

/// <summary>Puts what writers wrote in order and keeps two notes of one pitch in one layer from overlapping.</summary>
internal static class NoteSink
{
    public static void Finish(List<Note> notes)
    {
        CollectionsMarshal.AsSpan(notes).Sort(Compare);
        int kept = 0;
        for (int i = 0; i < notes.Count; i++)
        {
            Note note = notes[i];
            if (kept > 0 && notes[kept - 1] is { } before
                && before.Layer == note.Layer && before.Tick == note.Tick && before.Pitch == note.Pitch)
            {
                continue;
            }

            notes[kept++] = note;
        }

        notes.RemoveRange(kept, notes.Count - kept);
        Separate(CollectionsMarshal.AsSpan(notes));
    }

    private static void Separate(Span<Note> notes)
    {
        for (int i = 0; i < notes.Length; i++)
        {
            Note note = notes[i];
            int end = note.Tick + note.Duration;
            for (int j = i + 1; j < notes.Length && notes[j].Tick < end; j++)
            {
                if (notes[j].Layer == note.Layer && notes[j].Pitch == note.Pitch)
                {
                    notes[i] = note with { Duration = Math.Max(1, notes[j].Tick - note.Tick) };
                    break;
                }
            }
        }
    }

    // Of two equal notes the louder, then the longer comes first and is kept.
    private static int Compare(Note a, Note b)
    {
        int order = a.Tick.CompareTo(b.Tick);
        order = order != 0 ? order : a.Layer.CompareTo(b.Layer);
        order = order != 0 ? order : a.Pitch.CompareTo(b.Pitch);
        order = order != 0 ? order : b.Velocity.CompareTo(a.Velocity);
        return order != 0 ? order : b.Duration.CompareTo(a.Duration);
    }
}
