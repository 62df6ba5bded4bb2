using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Theory;

namespace SessionService.Music.Tests.Composition;

/// <summary>
/// The rules of dissonance: on beats the pitched parts hold chord tones; between them tones of the scale, of the
/// chord, or of the style's palette; a melody's held note lies no minor ninth over a chord tone but now and then.
/// </summary>
public sealed class DissonanceTests(ITestOutputHelper output)
{
    // Blue notes and a walking bass go past the scale; nothing else does so often.
    private static readonly Dictionary<string, double> LeastInScale = new(StringComparer.Ordinal)
    {
        ["funk"] = 0.85, ["lounge-jazz"] = 0.9, ["orchestral-tension"] = 0.9,
    };

    [Theory]
    [MemberData(nameof(StyleNames.All), MemberType = typeof(StyleNames))]
    public void PartsKeepToTheStylesTones(string style)
    {
        int strong = 0;
        int chordal = 0;
        int notes = 0;
        int fitting = 0;
        int held = 0;
        int ninths = 0;
        foreach ((BarContext context, BarScore score) in Passages.Of(style, 50).SelectMany(bars => bars))
        {
            BarGrid grid = BarGrid.Of(context.Metre);
            foreach (Note note in score.Notes.Where(n => n.Layer is (int)Part.Bass or (int)Part.Chords or (int)Part.Arp or (int)Part.Lead or (int)Part.Counter))
            {
                ChordSpan chord = score.Chords.Last(c => c.Tick <= note.Tick + 60);
                bool within = PitchClass.In(chord.PitchClasses, note.Pitch);
                bool onBeat = grid.Strength(Math.Min(grid.Steps - 1, Passages.Step(note))) >= 3;
                strong += onBeat ? 1 : 0;
                chordal += onBeat && within ? 1 : 0;
                notes++;
                fitting += within || Scale.Of(context.Key).Over(chord.PitchClasses).Contains(note.Pitch) ? 1 : 0;
            }

            foreach (Note note in score.Notes.Where(n => n.Layer is (int)Part.Lead or (int)Part.Counter && n.Duration >= 420))
            {
                held++;
                ninths += score.Notes.Any(n => n.Layer == (int)Part.Chords && note.Pitch - n.Pitch is 13 or 25 or 1
                    && Math.Min(n.Tick + n.Duration, note.Tick + note.Duration) - Math.Max(n.Tick, note.Tick) >= 420) ? 1 : 0;
            }
        }

        output.WriteLine($"{style}: chord tones on strong beats {Share(chordal, strong)}, in scale or chord {Share(fitting, notes)}, minor ninths under held notes {Share(ninths, held)} of {held}");
        Assert.True(chordal >= 0.97 * strong, Share(chordal, strong));
        Assert.True(fitting >= LeastInScale.GetValueOrDefault(style, 0.94) * notes, Share(fitting, notes));
        Assert.True(ninths <= 0.06 * held, Share(ninths, held));
    }

    private static string Share(int part, int whole) => $"{100.0 * part / Math.Max(1, whole):0.0} %";
}
