using SessionService.Music.Score;

namespace SessionService.Music.Composition;

/// <summary>
/// What must stay as it was for notes written ahead to fit a bar: its place, metre, key, part in the form and chords. The
/// controls are left out: they may move a little between asking and playing. FNV-1a, so that every process finds the same.
/// </summary>
public static class BarOutline
{
    /// <summary>The outline of a bar.</summary>
    /// <param name="context">What the bar is written from.</param>
    /// <param name="chords">Its harmony.</param>
    public static ulong Of(BarContext context, IReadOnlyList<ChordSpan> chords)
    {
        ulong hash = 14695981039346656037UL;
        hash = Text(hash, context.Style);
        hash = Text(hash, context.Scene);
        hash = Number(hash, context.Bar);
        hash = Number(hash, context.SceneBar);
        hash = Number(hash, context.Section);
        hash = Number(hash, context.Metre.TicksPerBar);
        hash = Number(hash, context.Metre.TicksPerBeat);
        hash = Number(hash, context.Key.Tonic);
        hash = Number(hash, (int)context.Key.Mode);
        hash = Number(hash, (int)context.Role);
        for (int i = 0; i < chords.Count; i++)
        {
            hash = Number(hash, chords[i].Tick);
            hash = Number(hash, chords[i].Root);
            hash = Number(hash, chords[i].PitchClasses);
        }

        return hash;
    }

    private static ulong Text(ulong hash, string text)
    {
        foreach (char c in text)
        {
            hash = Number(hash, c);
        }

        return Number(hash, text.Length);
    }

    private static ulong Number(ulong hash, int value) => (hash ^ (uint)value) * 1099511628211UL;
}
