using SessionService.Grains.Messages;
using SessionService.Sessions;

namespace SessionService.Grains.Mapping;

/// <summary>A session's state between its own type and the wire.</summary>
internal static class StateMapping
{
    public static StateMessage ToMessage(this SessionState state) => new()
    {
        Session = state.Session,
        Project = state.Project,
        Version = state.Version,
        Seed = state.Seed,
        Sample = state.Sample,
        Bar = state.Bar,
        Beat = state.Beat,
        Playing = state.Playing,
        Scene = state.Scene,
        NextScene = state.NextScene,
        NextSceneSample = state.NextSceneSample,
        Style = state.Style,
        Key = state.Key,
        Bpm = state.Bpm,
        Metre = state.Metre,
        Parameters = [.. state.Parameters.Select(ToMessage)],
        Layers = [.. state.Layers.Select(ToMessage)],
        LogSequence = state.LogSequence,
        Closed = state.Closed,
    };

    public static SessionState ToState(this StateMessage state) => new()
    {
        Session = state.Session,
        Project = state.Project,
        Version = state.Version,
        Seed = state.Seed,
        Sample = state.Sample,
        Bar = state.Bar,
        Beat = state.Beat,
        Playing = state.Playing,
        Scene = state.Scene,
        NextScene = state.NextScene,
        NextSceneSample = state.NextSceneSample,
        Style = state.Style,
        Key = state.Key,
        Bpm = state.Bpm,
        Metre = state.Metre,
        Parameters = [.. state.Parameters.Select(ToParameter)],
        Layers = [.. state.Layers.Select(ToLayer)],
        LogSequence = state.LogSequence,
        Closed = state.Closed,
    };

    private static ParameterMessage ToMessage(ParameterState parameter) => new()
    {
        Name = parameter.Name, Value = parameter.Value, Target = parameter.Target, Min = parameter.Min, Max = parameter.Max,
    };

    private static ParameterState ToParameter(ParameterMessage parameter) =>
        new(parameter.Name, parameter.Value, parameter.Target, parameter.Min, parameter.Max);

    private static LayerMessage ToMessage(LayerState layer) => new()
    {
        Name = layer.Name, Part = layer.Part, Instrument = layer.Instrument, Muted = layer.Muted, Solo = layer.Solo, GainDb = layer.GainDb,
        Writer = layer.Writer, WrittenBy = layer.WrittenBy,
    };

    private static LayerState ToLayer(LayerMessage layer) =>
        new(layer.Name, layer.Part, layer.Instrument, layer.Muted, layer.Solo, layer.GainDb, layer.Writer, layer.WrittenBy);
}
