using SessionService.Music.Adaptation;

namespace SessionService.Music.Performance;

/// <summary>Gathers a performance's state for those who show it.</summary>
internal static class StateReport
{
    public static PerformanceState Of(Stage stage, SceneDesk scenes)
    {
        long tick = stage.Timeline.TickAt(stage.Head);
        SceneDefinition scene = stage.Setup.Definition;
        return new PerformanceState
        {
            Sample = stage.Head,
            Position = scenes.HeadPosition(),
            Scene = scene.Name,
            NextScene = scenes.Next?.Shared.Cue.Target,
            NextSceneSample = scenes.Next?.EntrySample,
            Style = scene.Style,
            Key = scene.Key,
            Tempo = stage.Timeline.TempoAt(tick),
            Metre = stage.Timeline.MetreAt(tick),
            Parameters = Parameters(stage),
            Layers = Layers(stage),
        };
    }

    private static ParameterStatus[] Parameters(Stage stage)
    {
        IReadOnlyList<ParameterDefinition> definitions = stage.Repertoire.Map.Parameters;
        ParameterStatus[] report = new ParameterStatus[definitions.Count];
        for (int i = 0; i < report.Length; i++)
        {
            ParameterDefinition definition = definitions[i];
            report[i] = new ParameterStatus(
                definition.Name, stage.Parameters.ValueAt(i, stage.Head), stage.Parameters.Target(i), definition.Min, definition.Max);
        }

        return report;
    }

    private static LayerStatus[] Layers(Stage stage)
    {
        IReadOnlyList<LayerInfo> layers = stage.Repertoire.Layers;
        LayerStatus[] report = new LayerStatus[layers.Count];
        for (int i = 0; i < report.Length; i++)
        {
            int instrument = stage.Setup.Instruments[i];
            report[i] = new LayerStatus(
                layers[i].Name, layers[i].Part, instrument < 0 ? "" : stage.Repertoire.Instruments[instrument],
                stage.Desk.Silenced(i), stage.Desk.Soloed[i], stage.Desk.GainDb[i],
                stage.Writers.Of(stage.Setup, i), stage.Writers.Sounding(i)?.Writer);
        }

        return report;
    }
}
