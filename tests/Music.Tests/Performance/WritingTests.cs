using FsCheck;
using FsCheck.Fluent;
using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Music.Score;
using Play = SessionService.Music.Performance.Performance;

namespace SessionService.Music.Tests.Performance;

/// <summary>Parts of bars written ahead: what is expected of the next bar, and when what was written is played.</summary>
public sealed class WritingTests
{
    private const long Bar = 96_000;

    [Fact]
    public void What_is_expected_of_the_next_bar_is_what_it_becomes() => Prop.ForAll(SessionScript.Arbitrary(), script =>
    {
        Watcher watcher = new();
        Play play = Play.Start(script.Map, script.Seed, new FakeComposer { Recording = false }, watcher);
        List<Directive> directives = [];
        List<Mark> marks = [];
        int told = -1;
        BarContext early = null!;
        int bars = 0;
        foreach ((int wait, Command command) in script.Visit.Append((1_500_000, new StingerCommand("end", "none"))))
        {
            for (long to = play.Head + wait; play.Head < to;)
            {
                Expect();
                long line = play.NextBarLine;
                if (line > play.Head)
                {
                    play.Advance(Math.Min(line, to), directives, marks);
                    continue;
                }

                BarContext late = play.ExpectNext([]);
                play.Advance(play.Head + 1, directives, marks);
                BarContext real = watcher.Latest!;
                Assert.Equal(real with { Tempo = late.Tempo }, late);
                Assert.Equal(real with { Tempo = early.Tempo, Controls = early.Controls }, early);
                bars++;
            }

            Expect();
            play.Apply(command);
        }

        Assert.True(bars > 0);

        void Expect()
        {
            if (play.Expected != told)
            {
                told = play.Expected;
                early = play.ExpectNext([]);
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void A_part_is_played_in_its_bar_where_a_model_is_to_write_the_layer()
    {
        Session session = new(LayerWriter.Model);
        session.To(10);
        WrittenPart part = session.Write(1);
        session.Play.Offer(part);
        session.To(Bar);
        Assert.Null(session.Layer().WrittenBy);
        session.To(Bar + 1_000);
        Assert.Equal([61, 63], session.Pitches(1));
        Assert.Equal("tester 1.0.0", session.Layer().WrittenBy);
        Assert.Equal(Bar, Assert.Single(session.Marks.OfType<WriterMark>()).Sample);
        session.To((2 * Bar) + 10);
        Assert.Null(session.Layer().WrittenBy);
        Assert.Equal((1, 2), session.Play.WriterCounts);
    }

    [Fact]
    public void A_part_for_a_bar_that_turned_out_otherwise_is_not_played()
    {
        Session session = new(LayerWriter.Model);
        session.To(10);
        WrittenPart part = session.Write(1);
        session.Play.Offer(part);
        session.Play.Apply(new SceneCommand("s", "other", SyncPoint.Bar));
        session.To(Bar + 10);
        Assert.Equal("other", session.Play.State.Scene);
        Assert.DoesNotContain(61, session.Pitches(1));

        // Even the same scene with other chords is another bar.
        Session changed = new(LayerWriter.Model);
        changed.To(10);
        changed.Play.Offer(changed.Write(1) with { Outline = 1 });
        changed.To(Bar + 10);
        Assert.DoesNotContain(61, changed.Pitches(1));
    }

    [Fact]
    public void Rules_write_again_from_the_next_bar_on_when_a_command_says_so()
    {
        Session session = new(LayerWriter.Model);
        session.To(10);
        session.Play.Offer(session.Write(1));
        Acknowledgement answer = session.Play.Apply(new LayerCommand("w", "tune", Writer: LayerWriter.Rules));
        Assert.Equal(CommandStatus.Accepted, answer.Status);
        Assert.Equal(new Cue(CueKind.Layer, "tune", Bar, 2, 1), Assert.Single(answer.Cues));
        session.To(Bar + 10);
        Assert.DoesNotContain(61, session.Pitches(1));
        Assert.Equal(LayerWriter.Rules, session.Layer().Writer);
        Assert.Equal((0, 1), session.Play.WriterCounts);

        Assert.Contains(session.Marks, mark => mark is CueMark { CommandId: "w", Sample: Bar });
        Acknowledgement both = session.Play.Apply(new LayerCommand("b", "tune", Mute: true, Writer: LayerWriter.Model));
        Assert.Equal([Bar + 10, 2 * Bar], both.Cues.Select(cue => cue.Sample));
        session.To(Bar + 20);
        Assert.Contains(session.Marks, mark => mark is CueMark { CommandId: "b", Sample: Bar + 10 });
        Assert.DoesNotContain(session.Marks, mark => mark is CueMark { CommandId: "b", Sample: 2 * Bar });
        session.Play.Apply(new LayerCommand("g", "tune", GainDb: -3));
        session.To(Bar + 30);
        Assert.Contains(session.Marks, mark => mark is CueMark { CommandId: "g", Sample: Bar + 20 });

        Session other = new(null);
        Assert.False(other.WantsModel);
        other.Play.Apply(new LayerCommand("w", "tune", Writer: LayerWriter.Model));
        Assert.True(other.WantsModel);
    }

    [Fact]
    public void A_writer_is_heard_from_the_sample_that_was_told_even_where_a_scene_begins_before_it()
    {
        Session session = new(LayerWriter.Model);
        session.To(10);
        session.Play.Apply(new LayerCommand("w", "tune", Writer: LayerWriter.Rules));
        session.Play.Apply(new SceneCommand("s", "other", SyncPoint.Beat));
        Assert.True(session.Play.NextBarLine < Bar);
        Assert.True(session.WantsModel);
        session.To(session.Play.NextBarLine + 1);
        Assert.False(session.WantsModel);
    }

    [Fact]
    public void A_model_writes_parts_of_one_voice_only()
    {
        Session session = new(LayerWriter.Model);
        Acknowledgement answer = session.Play.Apply(new LayerCommand("w", "pad", Writer: LayerWriter.Model));
        Assert.Equal(CommandStatus.Rejected, answer.Status);
        Assert.Contains("bass, lead and counter", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_played_is_refused()
    {
        Session session = new(LayerWriter.Model);
        session.To(10);
        WrittenPart part = session.Write(1);
        Assert.Throws<ArgumentException>(() => session.Play.Offer(part with { Layer = 9 }));
        Assert.Throws<ArgumentException>(() => session.Play.Offer(part with { Notes = [new Note(1, -1, 5, 60, 90)] }));
        Assert.Throws<ArgumentException>(() => session.Play.Offer(part with { Notes = [new Note(1, 0, 5, 60, 0)] }));
        Assert.Throws<ArgumentException>(() => session.Play.Offer(part with { Notes = [new Note(0, 0, 5, 60, 90)] }));
        Note[] many = [.. Enumerable.Range(0, Limits.NotesPerWrittenPart + 1).Select(i => new Note(1, i, 1, 60, 90))];
        Assert.Throws<ArgumentException>(() => session.Play.Offer(part with { Notes = many }));
    }

    [Fact]
    public void Too_many_parts_ahead_make_the_oldest_give_way()
    {
        Session session = new(LayerWriter.Model);
        session.To(10);
        WrittenPart part = session.Write(1);
        session.Play.Offer(part);
        for (int i = 0; i < Limits.PartsWrittenAhead; i++)
        {
            session.Play.Offer(part with { Bar = 100 + i });
        }

        session.To(Bar + 10);
        Assert.DoesNotContain(61, session.Pitches(1));
    }

    [Fact]
    public void A_second_melody_keeps_out_of_the_way_of_a_written_one()
    {
        RuleComposer composer = new();
        BarScore score = new();
        BarContext context = new()
        {
            Seed = 5, Style = "folk-acoustic", Scene = "s", Bar = 4, SceneBar = 4, Section = 0, PhraseBars = 4, Metre = Music.Time.Metre.Common,
            Tempo = Music.Time.Tempo.FromBpm(90), Key = new Key(0, Mode.Major), Controls = new MusicControls(0.9, 0.5, 0.5, 0.2, 0.6),
            Layers = [new LayerContext(0, Part.Lead), new LayerContext(1, Part.Counter)],
        };
        composer.Compose(context, score);
        ulong outline = BarOutline.Of(context, score.Chords);
        int[] before = [.. score.Notes.Where(note => note.Layer == 1).Select(note => (int)note.Pitch)];
        Assert.NotEmpty(before);

        // A lead that stands on the very tones the second melody had: it must go elsewhere.
        Note[] notes = [.. score.Notes.Where(note => note.Layer == 1).Select(note => note with { Layer = 0 })];
        composer.Compose(context with { Written = [new WrittenPart(0, 4, outline, "t", 0, notes)] }, score);
        Assert.Equal(notes, score.Notes.Where(note => note.Layer == 0));
        Assert.All(score.Notes.Where(note => note.Layer == 1), counter =>
            Assert.DoesNotContain(notes, lead => lead.Tick == counter.Tick && (lead.Pitch - counter.Pitch) % 12 == 0));
    }

    private sealed class Watcher : IBarObserver
    {
        public BarContext? Latest { get; private set; }

        public void OnBar(BarPlan plan, BarScore score) => Latest = plan.Context;

        public void OnCut(long tick, string scene)
        {
        }

        public void OnNotes(int layer, long tick, int fromTick, IReadOnlyList<Note> notes, bool replaces)
        {
        }
    }

    /// <summary>A scene at 120 with a lead, on the real composer.</summary>
    private sealed class Session
    {
        private readonly List<Directive> directives = [];
        private readonly RuleComposer composer = new();

        public Session(LayerWriter? writer)
        {
            LayerDefinition[] layers = [new("pad", Part.Chords, 0, null), new("tune", Part.Lead, 0, null, writer)];
            Play = Play.Start(
                new AdaptiveMap
                {
                    Name = "written", Start = "one", Parameters = [], Transitions = [], Stingers = [], Events = [],
                    Scenes = [TestMap.Scene("one", layers: layers), TestMap.Scene("other", layers: layers)],
                },
                7, composer);
        }

        public Play Play { get; }

        public List<Mark> Marks { get; } = [];

        public void To(long sample) => Play.Advance(sample, directives, Marks);

        public LayerStatus Layer() => Play.State.Layers[1];

        public bool WantsModel
        {
            get
            {
                List<int> asked = [];
                Play.ExpectNext(asked);
                return asked.Count > 0;
            }
        }

        public IEnumerable<int> Pitches(int layer) =>
            directives.Where(one => one.Kind == DirectiveKind.Note && one.Target == layer && one.Sample >= Bar).Select(one => (int)one.Pitch);

        public WrittenPart Write(int layer)
        {
            List<int> asked = [];
            BarContext context = Play.ExpectNext(asked);
            Assert.Equal([layer], asked);
            BarScore draft = new();
            composer.Compose(context, draft);
            return new WrittenPart(
                layer, context.Bar, BarOutline.Of(context, draft.Chords), "tester 1.0.0", 1, [new(layer, 0, 4, 61, 90), new(layer, 4, 4, 63, 80)]);
        }
    }
}
