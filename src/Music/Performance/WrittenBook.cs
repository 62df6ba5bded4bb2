using SessionService.Music.Composition;

namespace SessionService.Music.Performance;

/// <summary>What was written ahead for bars that are not planned yet.</summary>
internal sealed class WrittenBook
{
    private readonly List<WrittenPart> waiting = [];

    /// <summary>Makes sure that a part can be played.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public static void Check(WrittenPart part, int layers)
    {
        bool fits = part.Layer >= 0 && part.Layer < layers && part.Notes.Count <= Limits.NotesPerWrittenPart
            && part.Notes.All(note => note.Layer == part.Layer && note is { Tick: >= 0, Duration: > 0, Pitch: < 128, Velocity: > 0 and < 128 })
            && (part.Sound is not { } sound || (part.Notes.Count == 0 && Fits(sound)));
        if (!fits)
        {
            throw new ArgumentException(
                $"A written part has up to {Limits.NotesPerWrittenPart} notes of one of {layers} layers, in MIDI's ranges, or whole frames of codes.", nameof(part));
        }
    }

    private static bool Fits(WrittenSound sound) =>
        sound is { Codebooks: > 0 and <= Limits.Codebooks, FirstFrame: >= 0, Start: >= 0, Codes.Length: > 0 and <= Limits.CodesPerWrittenSound }
        && sound.Codes.Length % sound.Codebooks == 0;

    /// <summary>Keeps a part; one that was kept for the same layer and bar gives way, and so does the oldest where there are too many.</summary>
    public void Add(WrittenPart part)
    {
        waiting.RemoveAll(other => other.Bar == part.Bar && other.Layer == part.Layer);
        if (waiting.Count == Limits.PartsWrittenAhead)
        {
            waiting.RemoveAt(0);
        }

        waiting.Add(part);
    }

    /// <summary>Takes what was written for a bar; what was for earlier ones is forgotten.</summary>
    public IReadOnlyList<WrittenPart> Take(int bar)
    {
        if (waiting.Count == 0)
        {
            return [];
        }

        WrittenPart[] found = [.. waiting.Where(part => part.Bar == bar)];
        waiting.RemoveAll(part => part.Bar <= bar);
        return found;
    }
}
