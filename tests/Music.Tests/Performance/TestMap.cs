using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Music.Score;
using SessionService.Music.Time;

namespace SessionService.Music.Tests.Performance;

/// <summary>Small maps for tests.</summary>
public static class TestMap
{
    public static SceneDefinition Scene(
        string name, double bpm = 120, int beats = 4, int unit = 4, int phrase = 4, string style = "ambient", int tonic = 0,
        params LayerDefinition[] layers) => new()
        {
            Name = name,
            Style = style,
            Key = new Key(tonic, Mode.Major),
            Tempo = Tempo.FromBpm(bpm),
            Metre = new Metre(beats, unit),
            PhraseBars = phrase,
            Mood = new Mood(0.5, 0.4, 0.2, 0.5, 0.5, 0.5),
            Layers = layers.Length > 0 ? layers : [new("pad", Part.Chords, 0, null), new("beat", Part.Drums, -3, null)],
            Caption = $"now {name}",
        };

    /// <summary>Three scenes of different tempo, metre and style; every kind of stinger, parameter and event.</summary>
    public static AdaptiveMap Full(params TransitionDefinition[] transitions) => new()
    {
        Name = "test",
        Start = "explore",
        Scenes =
        [
            Scene("explore"),
            Scene("battle", bpm: 150, beats: 3, style: "cinematic", tonic: 2, phrase: 2, layers:
                [new("beat", Part.Drums, 0, null), new("bass", Part.Bass, -6, null)]),
            Scene("shop", bpm: 77.7, beats: 6, unit: 8, style: "lo-fi", tonic: 9, phrase: 8),
        ],
        Parameters =
        [
            new("intensity", 0, 1, 0.3, 200,
            [
                new(DriveTarget.Density, null, 0, 0.5, DriveCurve.Linear, null),
                new(DriveTarget.Brightness, null, -0.2, 0.4, DriveCurve.Linear, null),
                new(DriveTarget.Layer, "beat", 0.2, 1, DriveCurve.Exp, null),
            ]),
            new("speed", 0, 10, 5, 0, [new(DriveTarget.Tempo, null, 0.8, 1.2, DriveCurve.Linear, null)]),
        ],
        Transitions = transitions,
        Stingers =
        [
            new("coin", "coin", [], SyncPoint.Beat, 0.5, 0, null, "coin"),
            new("call", null, [new(0, 1, 5, 0.5, 100), new(0.5, 9, 4, 1, 90)], SyncPoint.Bar, 0, 0, null, "call"),
            new("far", "reveal", [], SyncPoint.Phrase, 0.25, -6, "harp", "far"),
        ],
        Events =
        [
            new("enter.battle", [new SceneAction("battle", null), new SetAction("intensity", 0.9, 1, 0, 4, RampUnit.Beats), new StingerAction("coin", null)], [], 0),
            new("scroll", [new SetAction("intensity", null, 0.01, 0, null, RampUnit.Ms)], [], 0),
            new("buy", [new StingerAction("call", null)], [], 1_000),
            new("ask", [new LayerAction("pad", true, null, null)], [new MapCondition(["explore"], [], "intensity", 0.5, null, null, null)], 0),
            new("tap", [new StingerAction("coin", SyncPoint.Immediate)], [new MapCondition([], ["shop"], null, null, null, 0.5, null)], 0),
        ],
    };
}
