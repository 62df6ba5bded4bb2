using SessionService.Music.Composition;
using SessionService.Music.Score;

namespace SessionService.Music.Performance;

/// <summary>What the next bar will be if no further command comes, for those who write parts of it ahead.</summary>
internal sealed class Outlook(Stage stage, BarPlanner bars, SceneDesk scenes)
{
    /// <summary>Appends the layers of the next bar that a writer is to write.</summary>
    public void Layers(LayerWriter writer, List<int> found)
    {
        SceneSetup scene = Scene;
        foreach (LayerContext layer in scene.Layers)
        {
            if (stage.Writers.Of(scene, layer.Index, scenes.NextSample) == writer)
            {
                found.Add(layer.Index);
            }
        }
    }

    private SceneSetup Scene => EntryAt(scenes.NextSample) is { } change ? stage.Repertoire.Scenes[change.Scene] : stage.Setup;

    /// <summary>The next bar, with nothing written for it.</summary>
    public BarContext Next()
    {
        long sample = scenes.NextSample;
        if (EntryAt(sample) is { } entry)
        {
            SceneSetup to = stage.Repertoire.Scenes[entry.Scene];
            Departure departure = scenes.DepartureAt(entry.EntryTick, to);
            return stage.Context(new BarPlace(to, entry.EntryBar, 0, stage.Section + 1, to.Definition.Metre, sample, departure));
        }

        SceneSetup setup = stage.Setup;
        if (scenes.Pending is { } way && way.SyncSample == sample)
        {
            return stage.Context(new BarPlace(
                setup, way.SyncBar, stage.SceneBar, stage.Section, setup.Definition.Metre, sample,
                scenes.DepartureAt(way.SyncTick, setup)));
        }

        long tick = bars.NextTick;
        return stage.Context(new BarPlace(
            setup, stage.Timeline.BarAt(tick), stage.SceneBar, stage.Section, stage.Timeline.MetreAt(tick), sample,
            scenes.DepartureAt(tick, setup)));
    }

    // The change by which a scene begins at a sample, with nothing between or after it.
    private SceneChange? EntryAt(long sample) =>
        scenes.Leaving is { } leaving && leaving.EntrySample == sample ? leaving
        : scenes.Pending is { HasWay: false } pending && pending.SyncSample == sample ? pending
        : null;
}
