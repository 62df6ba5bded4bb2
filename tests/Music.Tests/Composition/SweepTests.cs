using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Styles;

namespace SessionService.Music.Tests.Composition;

/// <summary>What must hold of every bar, over thousands of contexts of every style, mode, metre and role.</summary>
public sealed class SweepTests
{
    private const int Bars = 4000;
    private readonly RuleComposer composer = new();

    [Fact]
    public void EveryBarIsOrderedInRangeAndFreeOfClashes()
    {
        BarScore score = new();
        for (int i = 0; i < Bars; i++)
        {
            BarContext context = Contexts.Random(i);
            composer.Compose(context, score);
            Check(context, score.Notes, i);
            Assert.NotEmpty(score.Chords);
            Assert.Equal(0, score.Chords[0].Tick);
            Assert.All(score.Chords, chord => Assert.True(chord.Tick < context.Metre.TicksPerBar && (chord.PitchClasses >> chord.Root & 1) == 1));
        }
    }

    private static void Check(BarContext context, List<Note> notes, int index)
    {
        Idiom idiom = StyleCatalogue.Find(context.Style)!.Idiom;
        for (int i = 0; i < notes.Count; i++)
        {
            Note note = notes[i];
            Part part = context.Layers[note.Layer].Part;
            Expect(note.Tick >= 0 && note.Tick < context.Metre.TicksPerBar, "tick");
            Expect(note.Duration is >= 1 && note.Duration <= Math.Max(1440, 2 * context.Metre.TicksPerBar), "duration");
            Expect(note.Velocity is >= 30 and <= 115, "velocity");
            Expect(part == Part.Drums ? note.Pitch is >= 35 and <= 81 : idiom.Ranges[part].Contains(note.Pitch), "range");
            if (i > 0)
            {
                Note before = notes[i - 1];
                Expect((before.Tick, before.Layer, before.Pitch).CompareTo((note.Tick, note.Layer, note.Pitch)) < 0, "order");
            }

            for (int j = i + 1; j < notes.Count && notes[j].Tick < note.Tick + note.Duration; j++)
            {
                Expect(notes[j].Layer != note.Layer || notes[j].Pitch != note.Pitch, "overlap");
            }

            void Expect(bool holds, string what)
            {
                if (!holds)
                {
                    Assert.Fail($"{what}: context {index}, {context.Style}, {part}, {note}");
                }
            }
        }
    }
}
