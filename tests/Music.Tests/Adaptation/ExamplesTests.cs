using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using Play = SessionService.Music.Performance.Performance;

namespace SessionService.Music.Tests.Adaptation;

public sealed class ExamplesTests
{
    public static TheoryData<string> Names => [.. ExampleFiles.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_has_no_faults(string name)
    {
        AdaptiveMapResult result = AdaptiveMapReader.Read(ExampleFiles.Map(name));
        Assert.Empty(result.Faults);
        Assert.Contains(result.Map!.Parameters, parameter => parameter.Name == "intensity");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_events_file_is_a_visit_of_two_minutes_with_known_events(string name)
    {
        AdaptiveMap map = AdaptiveMapReader.Read(ExampleFiles.Map(name)).Map!;
        var events = ExampleFiles.Events(name);
        Assert.InRange(events.Count, 20, 60);
        Assert.InRange(events[^1].AtMs, 100_000, 120_000);
        Assert.Equal(events.OrderBy(line => line.AtMs), events);
        Assert.Equal(events.Count, events.Select(line => line.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(events, line => Assert.Contains(map.Events, definition => definition.Name == line.Event));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_visit_plays_with_the_rule_composer_and_reaches_most_scenes(string name)
    {
        AdaptiveMap map = AdaptiveMapReader.Read(ExampleFiles.Map(name)).Map!;
        Play performance = Play.Start(map, 42, new RuleComposer());
        List<Directive> directives = [];
        List<Mark> marks = [];
        foreach ((long atMs, string id, string happening, double? value) in ExampleFiles.Events(name))
        {
            performance.Advance(atMs * 48, directives, marks);
            Acknowledgement answer = performance.Apply(new UiEventCommand(id, happening, value));
            Assert.NotEqual(CommandStatus.Rejected, answer.Status);
        }

        performance.Advance(130 * 48_000, directives, marks);
        IEnumerable<string> heard = marks.OfType<BeatMark>().Select(beat => beat.Scene).Distinct(StringComparer.Ordinal);
        Assert.True(heard.Count() >= map.Scenes.Count, $"heard only {string.Join(", ", heard)}");
        Assert.True(directives.Count(directive => directive.Kind == DirectiveKind.Note) > 300);
    }
}
