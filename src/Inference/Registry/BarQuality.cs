using SessionService.Inference.Parts;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Theory;
using SessionService.Music.Time;

namespace SessionService.Inference.Registry;

/// <summary>
/// What the written melody of some bars was like, as counts, so that bars add up. The same measures, under the same names,
/// stand in the evaluation of a package.
/// </summary>
/// <param name="Strong">Onsets on strong beats.</param>
/// <param name="StrongOnChord">Those of them that are tones of the chord.</param>
/// <param name="Notes">Onsets.</param>
/// <param name="InScale">Those within the scale of the key.</param>
/// <param name="Steps">Intervals from one onset's pitch to the next, those over the bar line included.</param>
/// <param name="Repeats">Those that stay on the pitch.</param>
/// <param name="Semitones">Sum of their sizes.</param>
public readonly record struct BarQuality(int Strong, int StrongOnChord, int Notes, int InScale, int Steps, int Repeats, int Semitones)
{
    // Swing and humanising move onsets by less than half of this.
    private const int Grid = MusicalTime.TicksPerQuarter / 4;

    /// <summary>The sum of two.</summary>
    public static BarQuality operator +(BarQuality left, BarQuality right) => new(
        left.Strong + right.Strong, left.StrongOnChord + right.StrongOnChord, left.Notes + right.Notes, left.InScale + right.InScale,
        left.Steps + right.Steps, left.Repeats + right.Repeats, left.Semitones + right.Semitones);

    /// <summary>The difference of two sums, as bars leave a window.</summary>
    public static BarQuality operator -(BarQuality left, BarQuality right) => new(
        left.Strong - right.Strong, left.StrongOnChord - right.StrongOnChord, left.Notes - right.Notes, left.InScale - right.InScale,
        left.Steps - right.Steps, left.Repeats - right.Repeats, left.Semitones - right.Semitones);

    /// <summary>The quality of what was written for a bar: of its melody, where one was written.</summary>
    public static BarQuality Of(PartRequest request, IReadOnlyList<WrittenPart> parts)
    {
        BarQuality sum = default;
        foreach (WrittenPart part in parts)
        {
            if (request.Draft.Context.Layers.Any(layer => layer.Index == part.Layer && layer.Part == Part.Lead))
            {
                sum += Of(request, part);
            }
        }

        return sum;
    }

    private static BarQuality Of(PartRequest request, WrittenPart part)
    {
        BarContext context = request.Draft.Context;
        Scale scale = Scale.Of(context.Key);
        int? before = LastPitch(request.History, part.Layer);
        BarQuality sum = default;
        foreach (Note note in part.Notes)
        {
            int tick = (note.Tick + (Grid / 2)) / Grid * Grid;
            bool strong = tick == 0 || (context.Metre.Beats % 2 == 0 && tick == context.Metre.TicksPerBar / 2);
            int chord = ChordAt(request.Draft.Chords, tick);
            bool counted = strong && chord != 0;
            int? step = before is { } pitch ? Math.Abs(note.Pitch - pitch) : null;
            sum += new BarQuality(
                counted ? 1 : 0, counted && PitchClass.In(chord, note.Pitch) ? 1 : 0, 1, scale.Contains(note.Pitch) ? 1 : 0,
                step is null ? 0 : 1, step == 0 ? 1 : 0, step ?? 0);
            before = note.Pitch;
        }

        return sum;
    }

    private static int? LastPitch(IReadOnlyList<ComposedBar> history, int layer)
    {
        IReadOnlyList<Note> notes = history.Count > 0 ? history[^1].Notes : [];
        for (int i = notes.Count - 1; i >= 0; i--)
        {
            if (notes[i].Layer == layer)
            {
                return notes[i].Pitch;
            }
        }

        return null;
    }

    private static int ChordAt(IReadOnlyList<ChordSpan> chords, int tick)
    {
        int found = 0;
        for (int i = 0; i < chords.Count && chords[i].Tick <= tick; i++)
        {
            found = chords[i].PitchClasses;
        }

        return found;
    }
}
