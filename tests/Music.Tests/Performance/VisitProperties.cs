using FsCheck;
using FsCheck.Fluent;
using SessionService.Music.Performance;

namespace SessionService.Music.Tests.Performance;

/// <summary>What must hold for every map and every visit.</summary>
public sealed class VisitProperties
{
    private static readonly Config Sixty = Config.QuickThrowOnFailure.WithMaxTest(60);

    [Fact]
    public void Cutting_the_way_into_steps_changes_nothing() => ForAll(script =>
    {
        Recorder whole = script.Play(_ => long.MaxValue / 4);
        Recorder slices = script.Play(_ => 960);
        Recorder ragged = script.Play(i => 1 + (long)((script.Seed + (ulong)(i * 7919)) % 30_011));
        foreach (Recorder other in new[] { slices, ragged })
        {
            Assert.Equal(whole.Directives, other.Directives);
            Assert.Equal(whole.Marks, other.Marks);
            Assert.Equal(Transcript(whole), Transcript(other));
        }
    });

    [Fact]
    public void Every_cue_sounds_at_its_sample() => ForAll(script =>
    {
        Recorder session = script.Play(_ => 48_000, tail: 10_000_000);
        HashSet<string> superseded = new(session.Answers.SelectMany(answer => answer.Superseded), StringComparer.Ordinal);
        HashSet<(string, CueKind, string, long)> marked =
            [.. session.Marks.OfType<CueMark>().Select(mark => (mark.CommandId, mark.Cue.Kind, mark.Cue.Target, mark.Sample))];
        ILookup<long, BeatMark> beats = session.Marks.OfType<BeatMark>().ToLookup(beat => beat.Sample);
        int stingers = session.Performance.Layers.Count - 1;
        foreach (Acknowledgement answer in session.Answers)
        {
            foreach (Cue cue in answer.Cues.Where(cue => cue.Sample >= answer.AtSample))
            {
                if (cue.Kind == CueKind.Scene && superseded.Contains(answer.Id))
                {
                    Assert.DoesNotContain((answer.Id, cue.Kind, cue.Target, cue.Sample), marked);
                    continue;
                }

                Assert.Contains((answer.Id, cue.Kind, cue.Target, cue.Sample), marked);
                if (cue.Kind == CueKind.Scene)
                {
                    string style = script.Map.Scenes.Single(scene => scene.Name == cue.Target).Style;
                    Assert.Contains(session.SceneChanges(), change =>
                        change.Sample == cue.Sample && session.Performance.Styles[change.Target] == style);
                    Assert.Contains(beats[cue.Sample], beat => beat.Scene == cue.Target && beat.Bar == cue.Bar && beat.Beat == 1);
                }
                else if (cue.Kind == CueKind.Stinger)
                {
                    Assert.Contains(session.Notes(stingers), note => note.Sample == cue.Sample);
                }
            }
        }
    });

    [Fact]
    public void What_comes_out_is_in_order_and_of_the_scene_that_sounds() => ForAll(script =>
    {
        Recorder session = script.Play(_ => 10_000);
        Assert.Equal(session.Directives.Select(directive => directive.Sample).Order(), session.Directives.Select(directive => directive.Sample));
        Assert.Equal(session.Marks.Select(mark => mark.Sample).Order(), session.Marks.Select(mark => mark.Sample));
        int stingers = session.Performance.Layers.Count - 1;
        string style = string.Empty;
        foreach (Directive directive in session.Directives)
        {
            if (directive.Kind == DirectiveKind.SceneChange)
            {
                style = session.Performance.Styles[directive.Target];
            }
            else if (directive.Kind == DirectiveKind.Note && directive.Target != stingers)
            {
                Music.Styles.Style playing = Music.Styles.StyleCatalogue.Find(style)!;
                string instrument = playing.Instruments[session.Performance.Layers[directive.Target].Part].Instrument;
                Assert.Equal(instrument, session.Performance.Instruments[directive.Instrument]);
                Assert.True(directive.Length >= 1);
            }
        }

        IEnumerable<int> bars = session.Marks.OfType<BeatMark>().Where(beat => beat.Beat == 1).Select(beat => beat.Bar);
        Assert.Equal(Enumerable.Range(1, bars.Count()), bars);
    });

    [Fact]
    public void Beats_and_bars_are_where_the_timeline_has_them() => ForAll(script =>
    {
        Recorder session = script.Play(_ => 10_000);
        foreach (BeatMark beat in session.Marks.OfType<BeatMark>())
        {
            Music.Time.Position position = session.Performance.Timeline.PositionAt(beat.Sample);
            Assert.Equal((beat.Bar, (double)beat.Beat), (position.Bar, position.Beat));
        }
    });

    [Fact]
    public void Skipping_ends_where_advancing_does() => ForAll(script =>
    {
        Recorder advanced = script.Play(_ => 5_000, tail: 0);
        Recorder skipped = new(script.Map, script.Seed, new FakeComposer { Recording = false });
        foreach ((int wait, Command command) in script.Visit)
        {
            skipped.Performance.Skip(skipped.Performance.Head + wait);
            skipped.Do(command);
        }

        Assert.Equal(Transcript(advanced), Transcript(skipped));
        List<Directive> first = [];
        List<Directive> second = [];
        advanced.Performance.Restate(first);
        skipped.Performance.Restate(second);
        Assert.Equal(first, second);
        int heard = advanced.Directives.Count;
        int told = advanced.Marks.Count;
        advanced.By(3_000_000);
        skipped.By(3_000_000);
        Assert.Equal(advanced.Directives.Skip(heard), skipped.Directives);
        Assert.Equal(advanced.Marks.Skip(told), skipped.Marks);
    });

    [Fact]
    public void A_fresh_renderer_is_brought_to_the_same_state() => ForAll(script =>
    {
        Recorder session = script.Play(_ => 5_000, tail: 33_333);
        long head = session.Performance.Head;
        RendererModel old = new();
        old.Take(session.Directives);
        List<Directive> restated = [];
        session.Performance.Restate(restated);
        Assert.All(restated, directive => Assert.Equal(head, directive.Sample));
        RendererModel fresh = new();
        fresh.Take(restated);
        foreach (long later in new[] { head, head + 100, head + 5_000, head + 100_000 })
        {
            old.Same(fresh, later);
        }
    });

    private static void ForAll(Action<SessionScript> property) => Check.One(Sixty, Prop.ForAll(SessionScript.Arbitrary(), property));

    private static string Transcript(Recorder session) => string.Join('\n', session.Answers.Select(Text));

    private static string Text(Acknowledgement answer) =>
        $"{answer.Id} {answer.Status} {answer.AtSample} {answer.Reason} [{string.Join(", ", answer.Cues)}] [{string.Join(", ", answer.Superseded)}]";
}
