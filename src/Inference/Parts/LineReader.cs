using SessionService.Inference.Score;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Theory;

namespace SessionService.Inference.Parts;

/// <summary>
/// Reads a layer's notes as a line: swing and the hand's unevenness are taken back by the bar's own places for sixteenths, of
/// several notes at once the outer one counts, and a gap that is articulation is no rest.
/// </summary>
/// <param name="words">The words of the model.</param>
internal sealed class LineReader(Tokenizer words)
{
    private const int StepTicks = 6;

    /// <summary>Semitones that move a key's tonic to C by the nearer way.</summary>
    public static int ShiftOf(Key key) => key.Tonic <= 6 ? -key.Tonic : 12 - key.Tonic;

    /// <summary>Reads one layer of one bar.</summary>
    /// <param name="bar">The bar.</param>
    /// <param name="manner">Its manner.</param>
    /// <param name="role">The role: a bass's outer notes are the low ones.</param>
    /// <param name="layer">The layer that plays it.</param>
    /// <param name="before">The line of the bar before; null for none.</param>
    /// <returns>Null where the layer is silent.</returns>
    public BarLine? Read(ComposedBar bar, BarManner manner, int role, int layer, BarLine? before)
    {
        Span<(int Pitch, int End)> onsets = stackalloc (int, int)[manner.Steps];
        Collect(bar, manner, role == Tokenizer.Bass ? -1 : 1, layer, onsets);
        List<ScoreEvent> events = [];
        int held = Math.Min((before?.TailTicks ?? 0) / StepTicks, Next(onsets, 0));
        if (held > 0)
        {
            int end = Finish(0, held, Next(onsets, 0));
            events.Add(new ScoreEvent(0, (byte)(end * StepTicks), ScoreEventKind.Hold, before!.Events[^1].Pitch, 0));
        }

        int at = held > 0 ? events[0].Ticks / StepTicks : 0;
        int tail = 0;
        for (int step = Next(onsets, 0); step < manner.Steps; step = Next(onsets, step + 1))
        {
            AddRest(events, at, step);
            at = Finish(step, onsets[step].End, Next(onsets, step + 1));
            tail = (onsets[step].End - manner.Steps) * StepTicks;
            events.Add(new ScoreEvent(
                (byte)(step * StepTicks), (byte)((at - step) * StepTicks), ScoreEventKind.Note, (byte)onsets[step].Pitch, 0));
        }

        AddRest(events, at, events.Count > 0 ? manner.Steps : 0);
        int left = events.Count > 0 && events[^1].Kind == ScoreEventKind.Hold ? before!.TailTicks - (manner.Steps * StepTicks) : tail;
        return events.Count > 0 ? new BarLine(events, Math.Max(0, left)) : null;
    }

    private static void AddRest(List<ScoreEvent> events, int from, int to)
    {
        if (to > from)
        {
            events.Add(new ScoreEvent((byte)(from * StepTicks), (byte)((to - from) * StepTicks), ScoreEventKind.Rest, 0, 0));
        }
    }

    private static int Next(ReadOnlySpan<(int Pitch, int End)> onsets, int from)
    {
        while (from < onsets.Length && onsets[from].Pitch == 0)
        {
            from++;
        }

        return from;
    }

    // Where a note ends on paper. Up to half of the way to the next note may be the player's articulation.
    private static int Finish(int onset, int end, int next)
    {
        end = Math.Clamp(end, onset + 1, next);
        return next - end <= 1 || 2 * (end - onset) >= next - onset ? next : end;
    }

    private void Collect(ComposedBar bar, BarManner manner, int sign, int layer, Span<(int Pitch, int End)> onsets)
    {
        int shift = ShiftOf(bar.Context.Key);
        onsets.Clear();
        foreach (Note note in bar.Notes)
        {
            if (note.Layer != layer)
            {
                continue;
            }

            int step = Math.Min(manner.StepNear(note.Tick), manner.Steps - 1);
            int pitch = PitchClass.Fold(note.Pitch + shift, words.Lowest, words.Highest);
            if (onsets[step].Pitch == 0 || sign * pitch > sign * onsets[step].Pitch)
            {
                onsets[step] = (pitch, manner.StepNear(note.Tick + note.Duration));
            }
        }
    }
}
