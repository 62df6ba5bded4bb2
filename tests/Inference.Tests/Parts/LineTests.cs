using SessionService.Inference.Parts;
using SessionService.Inference.Score;
using SessionService.Inference.Tests.Support;
using SessionService.Music.Composition;
using SessionService.Music.Random;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Time;

namespace SessionService.Inference.Tests.Parts;

/// <summary>From events to played notes and back.</summary>
public sealed class LineTests
{
    private static readonly Metre[] Metres = [new(4, 4), new(3, 4), new(6, 8), new(2, 4), new(12, 8), new(3, 8)];

    public static TheoryData<string> Styles => [.. StyleCatalogue.All.Select(style => style.Name)];

    [Theory]
    [MemberData(nameof(Styles))]
    public void What_is_played_is_read_as_what_was_written(string style)
    {
        LineReader reader = new(Models.Words);
        foreach (Metre metre in Metres)
        {
            for (int i = 0; i < 40; i++)
            {
                Tune tune = new() { Style = style, Metre = metre, Seed = (ulong)i, Key = new Key(i % 12, i % 2 == 0 ? Mode.Major : Mode.Minor) };
                BarContext context = tune.Draft(0).Context;
                BarManner manner = BarManner.Of(context);
                foreach (int role in new[] { Tokenizer.Bass, Tokenizer.Melody, Tokenizer.Counter })
                {
                    ScoreEvent[] events = Invent(manner, role, LineReader.ShiftOf(context.Key), i);
                    PlannedLine line = new(role, 1, 0);
                    List<Note> notes = LineWriter.Play(context, manner, line, events);

                    BarLine? back = reader.Read(new ComposedBar(context, [], notes), manner, role, 1, null);

                    Assert.All(notes, note => Assert.True(
                        manner.Range(RoleLayers.PartOf(role)).Contains(note.Pitch) && note.Tick >= 0 && note.Tick < metre.TicksPerBar && note.Duration > 0));
                    Assert.Equal(
                        events.Where(one => one.Kind == ScoreEventKind.Note).Select(one => (one.Onset, one.Pitch)),
                        back!.Events.Where(one => one.Kind == ScoreEventKind.Note).Select(one => (one.Onset, one.Pitch)));
                    Assert.Equal(metre.TicksPerBar / 40, back.Events.Sum(one => one.Ticks));
                }
            }
        }
    }

    [Fact]
    public void A_note_that_goes_on_is_held_in_the_next_bar()
    {
        LineReader reader = new(Models.Words);
        BarContext context = new Tune { Style = "chiptune" }.Draft(0).Context;
        BarManner manner = BarManner.Of(context);
        BarLine first = reader.Read(new ComposedBar(context, [], [new Note(1, 1920, 3840, 40, 80)]), manner, Tokenizer.Bass, 1, null)!;
        BarLine second = reader.Read(new ComposedBar(context, [], [new Note(1, 2880, 960, 45, 80)]), manner, Tokenizer.Bass, 1, first)!;

        Assert.Equal(48, first.TailTicks);
        Assert.Equal("R0+48 N48+48:40", Text(first));
        Assert.Equal("H0+72:40 N72+24:45", Text(second));
        Assert.Equal(1, second.Onsets);
    }

    [Fact]
    public void Of_several_notes_the_outer_one_counts_and_small_gaps_are_no_rests()
    {
        LineReader reader = new(Models.Words);
        BarContext context = new Tune { Style = "chiptune" }.Draft(0).Context;
        BarManner manner = BarManner.Of(context);
        Note[] notes = [new(1, 0, 700, 60, 80), new(1, 3, 1900, 72, 80), new(1, 960, 500, 67, 80), new(1, 2880, 100, 62, 80)];

        Assert.Equal("N0+24:72 N24+12:67 R36+36 N72+6:62 R78+18", Text(reader.Read(new ComposedBar(context, [], notes), manner, Tokenizer.Melody, 1, null)!));
        Assert.Equal("N0+24:60 N24+12:67 R36+36 N72+6:62 R78+18", Text(reader.Read(new ComposedBar(context, [], notes), manner, Tokenizer.Bass, 1, null)!));
        Assert.Null(reader.Read(new ComposedBar(context, [], notes), manner, Tokenizer.Bass, 2, null));
    }

    [Fact]
    public void A_note_that_the_rules_tie_over_the_bar_line_is_tied()
    {
        BarContext context = new Tune { Style = "chiptune" }.Draft(0).Context;
        ScoreEvent[] events = [new(0, 48, ScoreEventKind.Note, 40, 0), new(48, 48, ScoreEventKind.Note, 43, 0)];

        List<Note> notes = LineWriter.Play(context, BarManner.Of(context), new PlannedLine(Tokenizer.Bass, 1, 96), events);

        Assert.True(notes[0].Tick + notes[0].Duration <= 1920);
        Assert.Equal(2 * 3840, notes[1].Tick + notes[1].Duration);
    }

    private static string Text(BarLine line) => string.Join(' ', line.Events.Select(
        one => $"{one.Kind.ToString()[0]}{one.Onset}+{one.Ticks}{(one.Pitch > 0 ? $":{one.Pitch}" : "")}"));

    private static ScoreEvent[] Invent(BarManner manner, int role, int shift, int number)
    {
        CounterRandom draws = CounterRandom.For(3, number, role, 0);
        PartRange range = manner.Range(RoleLayers.PartOf(role));
        List<ScoreEvent> events = [];
        for (int step = 0; step < manner.Steps;)
        {
            int length = Math.Min(1 + draws.Next(6), manner.Steps - step);
            bool rests = events.Count > 0 && events[^1].Kind != ScoreEventKind.Rest && draws.Chance(0.3);
            int pitch = Math.Max(range.Low + shift, 24) + draws.Next(12);
            events.Add(new ScoreEvent(
                (byte)(6 * step), (byte)(6 * length), rests ? ScoreEventKind.Rest : ScoreEventKind.Note, (byte)(rests ? 0 : pitch), 0));
            step += length;
        }

        return [.. events];
    }
}
