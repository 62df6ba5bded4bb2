using SessionService.Music.Adaptation;
using SessionService.Music.Time;

namespace SessionService.Music.Performance;

/// <summary>What goes on when a performance continues under another version of its map.</summary>
internal static class Handover
{
    /// <summary>Head, counts, and by name parameters and what commands did to layers.</summary>
    public static void Carry(Stage before, Stage stage, bool sceneKept)
    {
        stage.Head = before.Head;
        stage.LastStinger = before.LastStinger;
        stage.Section = before.Section + (sceneKept ? 0 : 1);
        stage.SceneBar = sceneKept ? before.SceneBar : 0;
        stage.SceneCue = before.SceneCue;
        stage.Notes.TakeOver(before, stage.Repertoire);
        stage.Cues.TakeOver(before.Cues);
        stage.Writers.TakeOver(before.Writers, before.Repertoire, stage.Repertoire);
        stage.Expected = before.Expected + 1;
        for (int i = 0; i < stage.Parameters.Count; i++)
        {
            int earlier = before.Repertoire.Parameter(stage.Repertoire.Map.Parameters[i].Name);
            if (earlier >= 0)
            {
                stage.Parameters.TakeOver(i, before.Parameters, earlier);
            }
        }

        for (int i = 0; i < stage.Repertoire.Layers.Count; i++)
        {
            int earlier = before.Repertoire.Layer(stage.Repertoire.Layers[i].Name);
            if (earlier >= 0)
            {
                MixDesk desk = before.Desk;
                stage.Desk.Set(i, desk.Muted[earlier], desk.Soloed[earlier], desk.GainDb[earlier]);
            }
        }
    }

    /// <summary>Scene changes to scenes the map still has; each keeps its samples, its fade and its fill.</summary>
    public static void CarryScenes(Stage before, Stage stage, SceneDesk from, SceneDesk to) =>
        to.TakeOver(Renamed(before, stage, from.Leaving), Renamed(before, stage, from.Pending));

    /// <summary>
    /// Begins a bar at the head in the scene's metre and, where no cue beyond would move, its tempo. Where a scene change
    /// is due at the head, it does this itself.
    /// </summary>
    public static void StartBar(Stage stage, BarPlanner bars, SceneDesk scenes, bool sceneKept)
    {
        SceneDefinition scene = stage.Setup.Definition;
        if (!sceneKept)
        {
            Position position = scenes.HeadPosition();
            stage.SceneCue = new Cue(CueKind.Scene, scene.Name, stage.Head, position.Bar, position.Beat);
        }

        if (!scenes.DueAtHead)
        {
            stage.Timeline.StartBar(bars.NextTick, scene.Metre);
            scenes.DriveTempo(bars.NextTick, stage.Head);
        }
    }

    private static SceneChange? Renamed(Stage before, Stage stage, SceneChange? change)
    {
        if (change is null)
        {
            return null;
        }

        int scene = stage.Repertoire.Scene(before.Repertoire.Scenes[change.Scene].Definition.Name);
        return scene < 0 ? null : change with { Scene = scene };
    }
}
