using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;

namespace SessionService.Music.Tests.Performance;

public sealed class StingerTests
{
    private const long Beat = 24_000;
    private const long Bar = 96_000;

    [Fact]
    public void It_is_written_to_the_chord_and_key_it_falls_on()
    {
        Recorder session = new(TestMap.Full());
        session.To(Beat + 1);
        session.Do(new StingerCommand("a", "coin"));
        session.To(Bar);
        StingerContext context = Assert.Single(session.Composer.Stingers);
        // The fake composer's second half of a bar is on the fifth, G in C.
        Assert.Equal((7, 1 << 7, new Key(0, Mode.Major), "coin", 0), (context.ChordRoot, context.ChordPitchClasses, context.Key, context.Kind, context.Ordinal));
        int layer = session.Performance.Layers.Count - 1;
        Assert.Equal([2 * Beat, (2 * Beat) + 12_000], session.Notes(layer).Select(note => note.Sample));
        Directive duck = Assert.Single(session.Directives, directive => directive.Kind == DirectiveKind.Duck);
        Assert.Equal((2 * Beat, 0.5f, 24_000), (duck.Sample, duck.Value, duck.Length));
        Assert.Equal("glass-bells", session.Performance.Instruments[session.Notes(layer).First().Instrument]);
    }

    [Fact]
    public void Written_notes_follow_the_scale_of_the_scene_they_fall_in()
    {
        Recorder session = new(TestMap.Full());
        session.To(1_000);
        session.Do(new SceneCommand("s", "battle"));
        Cue cue = Assert.Single(session.Do(new StingerCommand("a", "call")).Cues);
        session.To(2 * Bar);
        Assert.Equal((Bar, 2, 1.0), (cue.Sample, cue.Bar, cue.Beat));
        Directive[] notes = [.. session.Notes(session.Performance.Layers.Count - 1)];
        // Degree 1 of D in octave 5 is 74; degree 9 is the second an octave up: E, from octave 4, 76. 150 BPM.
        Assert.Equal([(Bar, 74, 9_600), (Bar + 9_600, 76, 19_200)], notes.Select(note => (note.Sample, (int)note.Pitch, note.Length)));
        Assert.DoesNotContain(session.Directives, directive => directive.Kind == DirectiveKind.Duck);
    }

    [Fact]
    public void The_same_one_at_the_same_place_is_one()
    {
        Recorder session = new(TestMap.Full());
        session.To(10);
        Acknowledgement first = session.Do(new StingerCommand("a", "coin"));
        Acknowledgement second = session.Do(new StingerCommand("b", "coin"));
        session.To(Bar);
        Assert.Equal(first.Cues, second.Cues);
        Assert.Contains("merged", second.Reason, StringComparison.Ordinal);
        Assert.Single(session.Composer.Stingers);
        Assert.Equal(["a", "b"], session.Marks.OfType<CueMark>().Select(mark => mark.CommandId), StringComparer.Ordinal);
    }

    [Fact]
    public void Too_many_are_suppressed_until_some_have_ended()
    {
        Recorder full = new(TestMap.Full());
        List<CommandStatus> answers = [];
        for (int i = 0; i < 12; i++)
        {
            full.To(1 + (i * 30));
            answers.Add(full.Do(new UiEventCommand($"{i}", "tap", 1)).Status);
        }

        Assert.Equal(Limits.PendingStingers, answers.Count(status => status == CommandStatus.Accepted));
        Assert.Equal(CommandStatus.Suppressed, answers[^1]);
        full.To(Bar);
        Assert.Equal(CommandStatus.Accepted, full.Do(new StingerCommand("later", "coin")).Status);
    }

    [Theory]
    [InlineData(1, 4, 60)]
    [InlineData(8, 4, 72)]
    [InlineData(0, 4, 59)]
    [InlineData(-6, 4, 48)]
    [InlineData(7, 4, 71)]
    [InlineData(21, 9, 119)]
    public void Degrees_go_on_beyond_the_octave(int degree, int octave, int pitch)
    {
        StingerDefinition written = new("n", null, [new StingerNote(0, degree, octave, 1, 90)], SyncPoint.Beat, 0, 0, null, "n");
        Recorder session = new(TestMap.Full() with { Stingers = [written] });
        session.Do(new StingerCommand("a", "n"));
        session.To(1);
        Assert.Equal(pitch, Assert.Single(session.Notes(session.Performance.Layers.Count - 1)).Pitch);
    }
}
