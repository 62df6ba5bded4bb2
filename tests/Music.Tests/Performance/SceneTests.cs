using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;

namespace SessionService.Music.Tests.Performance;

public sealed class SceneTests
{
    /// <summary>120 BPM: a beat is 24 000 samples, a bar of four 96 000.</summary>
    private const long Beat = 24_000;
    private const long Bar = 96_000;

    private static TransitionDefinition At(SyncPoint sync, bool fill = false, int bridge = 0) =>
        new(null, null, sync, 400, fill, bridge);

    [Theory]
    [InlineData(SyncPoint.Immediate, 100_000, 2)]
    [InlineData(SyncPoint.Beat, Bar + Beat, 3)]
    [InlineData(SyncPoint.Bar, 2 * Bar, 3)]
    [InlineData(SyncPoint.Phrase, 4 * Bar, 5)]
    public void A_scene_begins_at_its_sync_point(SyncPoint sync, long expected, int bar)
    {
        Recorder session = new(TestMap.Full(At(sync)));
        session.To(100_000);
        Cue cue = Assert.Single(session.Do(new SceneCommand("a", "battle")).Cues);
        session.To(10 * Bar);

        Assert.Equal(expected, cue.Sample);
        Assert.Equal(sync == SyncPoint.Immediate ? bar + 1 : bar, cue.Bar);
        Assert.Equal(1, cue.Beat);
        Directive change = session.SceneChanges().Last();
        Assert.Equal(expected, change.Sample);
        Assert.Equal(19_200, change.Length);
        Assert.Equal(150f, change.Value);
        BarContext first = session.Composer.Bars.First(context => context.Scene == "battle");
        Assert.Equal((0, 1, cue.Bar - 1), (first.SceneBar, first.Section, first.Bar));
        Assert.Contains(session.Marks, mark => mark is CueMark { CommandId: "a" } && mark.Sample == expected);
        Assert.Contains(session.Marks, mark => mark is CaptionMark { Text: "now battle" } && mark.Sample == expected);
    }
}
