using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Music.Score;
using SessionService.Music.Theory;

namespace SessionService.Properties.Tests.Support;

/// <summary>
/// Hears, bar by bar, notes that the rules of harmony do not allow. Chords and arpeggios play nothing but the chord.
/// Melodies do on strong beats, lean on weak ones on tones that are no semitone above one of the chord, and may pass between. Textures keep to the scale or the chords of their bar. The bass begins each
/// chord on one of its tones; after that it may walk. In bars that lead to another key melodies and textures may keep to either.
/// </summary>
internal sealed class DissonanceEar(IBarObserver next) : IBarObserver
{
    // Notes are moved by hand by up to this many ticks, swing not counted.
    private const int Hand = 60;

    /// <summary>Notes that are not allowed, each with where it stands.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Pitched notes heard.</summary>
    public int Notes { get; private set; }

    public void OnBar(BarPlan plan, BarScore score)
    {
        BarContext context = plan.Context;
        foreach (Note note in score.Notes)
        {
            Part part = context.Layers.First(layer => layer.Index == note.Layer).Part;
            if (part != Part.Drums)
            {
                Notes++;
                Hear(context, score, part, note);
            }
        }

        next.OnBar(plan, score);
    }

    public void OnCut(long tick, string scene) => next.OnCut(tick, scene);

    public void OnNotes(int layer, long tick, int fromTick, IReadOnlyList<Note> notes, bool replaces) =>
        next.OnNotes(layer, tick, fromTick, notes, replaces);

    private void Hear(BarContext context, BarScore score, Part part, Note note)
    {
        ChordSpan chord = score.Chords.Last(c => c.Tick <= note.Tick + Hand);
        if (!PitchClass.In(chord.PitchClasses, note.Pitch) && !MayBeForeign(context, score, chord, part, note))
        {
            Faults.Add($"{context.Style} {part}: {note} in bar {context.SceneBar} ({context.Role}), {context.Metre}, {context.Key}, over {string.Join(" ", score.Chords)}");
        }
    }

    private static bool MayBeForeign(BarContext context, BarScore score, ChordSpan chord, Part part, Note note)
    {
        BarGrid grid = BarGrid.Of(context.Metre);
        int step = Math.Min(grid.Steps - 1, (note.Tick + Hand) / BarGrid.StepTicks);
        return part switch
        {
            Part.Lead or Part.Counter => context.Role != BarRole.Body || grid.Strength(step) < 2
                || (grid.Strength(step) == 2 && !PitchClass.In(chord.PitchClasses, note.Pitch - 1)),
            Part.Texture => context.Role != BarRole.Body || Scale.Of(context.Key).Contains(note.Pitch)
                || score.Chords.Any(other => PitchClass.In(other.PitchClasses, note.Pitch)),
            Part.Bass => !BeginsAChord(score, note),
            _ => false,
        };
    }

    private static bool BeginsAChord(BarScore score, Note note) => score.Chords.Any(chord => Math.Abs(chord.Tick - note.Tick) <= Hand);
}
