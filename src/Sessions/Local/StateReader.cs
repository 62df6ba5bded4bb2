using System.Globalization;
using SessionService.Music.Composition;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Ports;

namespace SessionService.Sessions.Local;

/// <summary>Puts a session's state together for people and pages.</summary>
internal static class StateReader
{
    private static readonly string[] Pitches = ["C", "D♭", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"];

    public static SessionState Read(SessionRecord record, SessionEngine engine, bool playing, long logSequence, bool closed)
    {
        var performance = engine.Performance;
        var state = performance.State;
        var position = performance.Timeline.PositionAt(engine.Next);
        return new SessionState
        {
            Session = record.Key.Id,
            Project = record.Project,
            Version = engine.Version,
            Seed = engine.Seed.ToString(CultureInfo.InvariantCulture),
            Sample = engine.Next,
            Bar = position.Bar,
            Beat = position.Beat,
            Playing = playing,
            Scene = state.Scene,
            NextScene = state.NextScene,
            NextSceneSample = state.NextSceneSample,
            Style = state.Style,
            Key = KeyName(state.Key),
            Bpm = state.Tempo.Bpm,
            Metre = $"{state.Metre.Beats}/{state.Metre.Unit}",
            Parameters = [.. state.Parameters.Select(p => new ParameterState(p.Name, p.Value, p.Target, p.Min, p.Max))],
            Layers = [.. state.Layers.Select(l => new LayerState(l.Name, l.Part.ToString().ToLowerInvariant(), l.Instrument, l.Muted, l.Solo, l.GainDb, l.Writer.ToString().ToLowerInvariant(), l.WrittenBy))],
            LogSequence = logSequence,
            Closed = closed,
        };
    }

    private static string KeyName(Key key) => $"{Pitches[key.Tonic]} {ModeName(key.Mode)}";

    private static string ModeName(Mode mode) => mode == Mode.HarmonicMinor ? "harmonic minor" : mode.ToString().ToLowerInvariant();
}
